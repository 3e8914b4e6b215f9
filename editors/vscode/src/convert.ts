// Commands that write files: a review in another format, and a book of a folder.
import { basename, extname } from "node:path";
import * as vscode from "vscode";
import { Problem, program, type Ran, run } from "./program";

interface Target extends vscode.QuickPickItem {
  suffix: string;
  /** The command of reviewfmt that makes it, and its name there. */
  command: "convert" | "book";
  format: string;
  /** Whether it can hold a review with errors. */
  isLenient: boolean;
}

const HAS_ERRORS = 1;

const FORMATS: Target[] = [
  { label: "HTML", detail: "A page that needs no other file", suffix: "html", command: "convert", format: "html", isLenient: true },
  { label: "Markdown", detail: "With front matter", suffix: "md", command: "convert", format: "markdown", isLenient: true },
  { label: "EPUB", detail: "A book for readers", suffix: "epub", command: "convert", format: "epub", isLenient: true },
  { label: "JSON", detail: "The document for programs", suffix: "json", command: "convert", format: "json", isLenient: false },
  { label: "PDF", detail: 'Needs pip install "reviewfmt[pdf]"', suffix: "pdf", command: "book", format: "pdf", isLenient: true },
];

const BOOKS: Target[] = [
  { label: "EPUB", detail: "A book for readers", suffix: "epub", command: "book", format: "epub", isLenient: true },
  { label: "HTML", detail: "One long page", suffix: "html", command: "book", format: "html", isLenient: true },
  { label: "PDF", detail: 'Needs pip install "reviewfmt[pdf]"', suffix: "pdf", command: "book", format: "pdf", isLenient: true },
];

/** Convert a review: the one that is named, else the one that is open. */
export async function convert(uri: vscode.Uri | undefined, output: vscode.OutputChannel): Promise<void> {
  const source = await saved(uri ?? vscode.window.activeTextEditor?.document.uri);
  if (source === undefined || !(await isTrusted())) return;
  const title = `Convert ${basename(source.fsPath)} to`;
  const target = await vscode.window.showQuickPick(FORMATS, { title });
  if (target !== undefined) await make(source, target, output);
}

/** Make a book of the reviews in a folder: the one that is named, else one of the workspace. */
export async function book(uri: vscode.Uri | undefined, output: vscode.OutputChannel): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const placeHolder = "The folder whose reviews the book is made of";
  const only = folders.length === 1 ? folders[0] : undefined;
  const source = uri ?? (only ?? (await vscode.window.showWorkspaceFolderPick({ placeHolder })))?.uri;
  if (source === undefined || !(await isTrusted())) return;
  const title = `Make a book of ${basename(source.fsPath)} as`;
  const target = await vscode.window.showQuickPick(BOOKS, { title });
  if (target === undefined) return;
  await vscode.workspace.saveAll(false);
  await make(source, target, output);
}

/** Return the file of a review as it is now; undefined where the user does not save it. */
async function saved(uri: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  if (uri === undefined) throw new Problem("Open a review first.");
  if (!["file", "untitled"].includes(uri.scheme)) throw new Problem("Only a file on a disk can be converted.");
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (document === undefined || !(document.isDirty || document.isUntitled)) return uri;
  return vscode.workspace.save(uri);
}

async function isTrusted(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = "Manage Trust";
  const message = "reviewfmt writes files only into folders that you trust.";
  if ((await vscode.window.showWarningMessage(message, manage)) === manage) {
    await vscode.commands.executeCommand("workbench.trust.manage");
  }
  return false;
}

async function make(source: vscode.Uri, target: Target, output: vscode.OutputChannel): Promise<void> {
  const stem = basename(source.fsPath, extname(source.fsPath));
  const defaultUri = vscode.Uri.joinPath(source, "..", `${stem}.${target.suffix}`);
  const filters = { [target.label]: [target.suffix] };
  const chosen = await vscode.window.showSaveDialog({ defaultUri, filters, title: `Save as ${target.label}` });
  if (chosen === undefined) return;
  if (chosen.scheme !== "file") throw new Problem("reviewfmt writes files on the disk of this machine.");
  const before = await changed(chosen);
  const ran = await write(source, chosen, target, output);
  if (ran === undefined) return;
  if (ran.code === 0) return offer(chosen, ran.stderr.trim() !== "", output);
  const told = ran.stderr.trim().split("\n").find((line) => line.trim()) ?? `reviewfmt ended with ${ran.code}`;
  const missing = /pip install "reviewfmt\[[^\]"]+\]"/.exec(ran.stderr)?.[0];
  if (ran.code !== HAS_ERRORS || missing) throw new Problem(told, missing);
  const isMade = (await changed(chosen)) !== before;
  await withErrors(source, chosen, target, told, isMade, output);
}

/** Return when a file was changed; undefined where there is none. */
async function changed(uri: vscode.Uri): Promise<number | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).mtime;
  } catch {
    return undefined;
  }
}

/** Write a file whatever stands there: the dialog has asked. Undefined where the user stops it. */
async function write(
  source: vscode.Uri,
  made: vscode.Uri,
  target: Target,
  output: vscode.OutputChannel,
  isLenient = false,
): Promise<Ran | undefined> {
  const path = await program();
  const args = [target.command, source.fsPath, "-t", target.format, "-o", made.fsPath, "--force", "--quiet"];
  if (isLenient) args.push("--lenient");
  const title = `reviewfmt: writing ${basename(made.fsPath)}`;
  const progress = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const ran = await vscode.window.withProgress(progress, async (_, token) => {
    const stopping = new AbortController();
    token.onCancellationRequested(() => stopping.abort());
    try {
      return await run(path, [...args, "--color", "never"], { signal: stopping.signal });
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    }
  });
  if (ran?.stderr.trim()) output.appendLine(ran.stderr.trimEnd());
  return ran;
}

/** Say that reviews have errors, and write them all the same where the user wants it. */
async function withErrors(
  source: vscode.Uri,
  made: vscode.Uri,
  target: Target,
  told: string,
  isMade: boolean,
  output: vscode.OutputChannel,
): Promise<void> {
  const [anyway, problems] = [isMade ? "Take Them In" : "Write It Anyway", "Show Problems"];
  const buttons = target.isLenient ? [anyway, problems] : [problems];
  const place = /^(.*?):(\d+):\d+: (.*)$/.exec(told);
  const first = place ? `${basename(place[1] ?? "")}, line ${place[2]}: ${place[3]}` : told;
  const message = isMade
    ? `${basename(made.fsPath)} is written without the reviews that have errors. ${first}`
    : `${basename(made.fsPath)} is not written, for there are errors. ${first}`;
  const chosen = await vscode.window.showWarningMessage(message, ...buttons);
  if (chosen === problems) await vscode.commands.executeCommand("workbench.actions.view.problems");
  if (chosen !== anyway) return;
  const ran = await write(source, made, target, output, true);
  if (ran === undefined) return;
  if (ran.code !== 0) throw new Problem(ran.stderr.trim().split("\n").at(0) ?? told);
  await offer(made, true, output);
}

async function offer(made: vscode.Uri, hasLosses: boolean, output: vscode.OutputChannel): Promise<void> {
  const [open, reveal, losses] = ["Open", "Show in Folder", "What It Leaves Out"];
  const buttons = hasLosses ? [open, reveal, losses] : [open, reveal];
  const message = `Written: ${basename(made.fsPath)}`;
  const chosen = await vscode.window.showInformationMessage(message, ...buttons);
  if (chosen === open) {
    const isText = [".md", ".json"].includes(extname(made.fsPath));
    if (isText) await vscode.window.showTextDocument(made);
    else await vscode.env.openExternal(made);
  }
  if (chosen === reveal) await vscode.commands.executeCommand("revealFileInOS", made);
  if (chosen === losses) output.show();
}
