// The configuration of reviewfmt, which the editor and the command line share.
import * as vscode from "vscode";
import { Problem } from "./program";

const NAME = "reviewfmt.toml";
const BEGINNING = `# Which rules hold; "RF3" means all whose codes begin so. reviewfmt rule lists them.
# select = ["RF320"]
# ignore = ["RF301"]
`;

/** Open the nearest configuration above the open review, or begin one. */
export async function openConfiguration(): Promise<void> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const here = active?.scheme === "file" ? active : undefined;
  const folder =
    (here && vscode.workspace.getWorkspaceFolder(here)?.uri) ??
    vscode.workspace.workspaceFolders?.[0]?.uri ??
    (here && vscode.Uri.joinPath(here, ".."));
  if (folder === undefined) throw new Problem("Open a folder first: a configuration stands in one.");
  const found = await nearest(here ? vscode.Uri.joinPath(here, "..") : folder);
  if (found !== undefined) {
    await vscode.window.showTextDocument(found);
    return;
  }
  const target = vscode.Uri.joinPath(folder, NAME).with({ scheme: "untitled" });
  const editor = await vscode.window.showTextDocument(target);
  if (editor.document.getText() === "") {
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), BEGINNING));
  }
}

async function nearest(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  for (let here = folder; ; here = vscode.Uri.joinPath(here, "..")) {
    const own = vscode.Uri.joinPath(here, NAME);
    if ((await read(own)) !== undefined) return own;
    const shared = vscode.Uri.joinPath(here, "pyproject.toml");
    if (/^\[tool\.reviewfmt\b/m.test((await read(shared)) ?? "")) return shared;
    if (vscode.Uri.joinPath(here, "..").path === here.path) return undefined;
  }
}

async function read(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
