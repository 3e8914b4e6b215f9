// The program reviewfmt: where it is, what it says, and what to do where it cannot be run.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import * as vscode from "vscode";

/** The oldest version of reviewfmt that this extension works with. */
export const AT_LEAST = "1.0.0";

const INSTALL = 'pip install "reviewfmt[server]"';
const UPGRADE = 'pip install --upgrade "reviewfmt[server]"';
const PATIENCE = 30_000;

/** Something that a user has to see to: what is wrong, and the command that mends it. */
export class Problem extends Error {
  constructor(
    message: string,
    readonly command: string | undefined = undefined,
    readonly isAboutPath = false,
  ) {
    super(message);
  }
}

/** What a run of the program gave. */
export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Return the absolute path of the program that the settings name; throws Problem. */
export async function program(): Promise<string> {
  const named = vscode.workspace.getConfiguration("reviewfmt").get("path", "reviewfmt").trim();
  const wanted = (named || "reviewfmt").replace(/^~(?=$|[\\/])/, homedir());
  if (isAbsolute(wanted)) {
    if (await isProgram(wanted)) return wanted;
    throw new Problem(
      `reviewfmt.path is ${wanted}, and no program is there. Correct the setting, or install reviewfmt.`,
      INSTALL,
      true,
    );
  }
  if (/[\\/]/.test(wanted)) {
    throw new Problem(
      `reviewfmt.path is ${wanted}; expected a name that is looked for in PATH, or an absolute path.`,
      undefined,
      true,
    );
  }
  const found = await inPath(wanted);
  if (found !== undefined) return found;
  throw new Problem(
    `${wanted} was not found in PATH. Install it, or set reviewfmt.path to where it is.`,
    INSTALL,
    true,
  );
}

/** Look for a program as a shell does, but never in the folder that is open. */
async function inPath(name: string): Promise<string | undefined> {
  const suffixes = process.platform === "win32" ? [".exe", ""] : [""];
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    for (const suffix of suffixes) {
      const path = join(folder, name + suffix);
      if (await isProgram(path)) return path;
    }
  }
  return undefined;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** Start the program; it stands in no folder of the workspace, whose files must not be its own. */
export function start(path: string, args: string[]): ChildProcess {
  return spawn(path, args, { cwd: homedir(), windowsHide: true });
}

/** Run the program to its end; a signal ends it early. Throws Problem where it cannot be run. */
export async function run(
  path: string,
  args: string[],
  options: { signal?: AbortSignal; timeout?: number } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const more = { cwd: homedir(), windowsHide: true, maxBuffer: 64 * 1024 * 1024, ...options };
    execFile(path, args, more, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") {
        reject(options.signal?.aborted ? error : new Problem(`${path}: ${error.message}`));
      } else {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      }
    });
  });
}

/** Throw a Problem where a version is older than the one that is needed. */
export function seeVersion(found: string | undefined, path: string): void {
  if (found !== undefined && compare(found, AT_LEAST) >= 0) return;
  throw new Problem(
    `${path} is version ${found ?? "unknown"}, and this extension needs ${AT_LEAST} or later.`,
    UPGRADE,
  );
}

/** Return what is wrong with a program whose server has ended at once, by what it said. */
export async function diagnose(path: string, said: string): Promise<Problem> {
  const missing = /pip install "reviewfmt\[[^\]"]+\]"/.exec(said);
  if (missing) {
    return new Problem("reviewfmt is here, but its language server is not installed.", missing[0]);
  }
  try {
    const { stdout } = await run(path, ["--version"], { timeout: PATIENCE });
    const version = /^reviewfmt (\S+)/.exec(stdout)?.[1];
    if (version === undefined) {
      return new Problem(`${path} is not reviewfmt. Correct reviewfmt.path.`, undefined, true);
    }
    seeVersion(version, path);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  const last = said.trim().split("\n").at(-1);
  return new Problem(`The language server has ended: ${last || "it said nothing of why"}`);
}

/** Compare two versions by their numbers. */
export function compare(one: string, other: string): number {
  const parts = (version: string) => version.split(".").map((part) => Number.parseInt(part, 10) || 0);
  const [a, b] = [parts(one), parts(other)];
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Show what is wrong, with buttons for what can be done; what is chosen is done. */
export async function show(error: unknown, output: vscode.OutputChannel): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const buttons: string[] = [];
  if (error instanceof Problem) {
    if (error.command !== undefined) buttons.push("Install in Terminal");
    if (error.isAboutPath) buttons.push("Open Settings");
  }
  output.appendLine(message);
  const how = error instanceof Problem && error.command ? ` Run: ${error.command}` : "";
  const chosen = await vscode.window.showErrorMessage(message + how, ...buttons, "Show Output");
  if (chosen === "Show Output") output.show();
  if (chosen === "Open Settings") {
    await vscode.commands.executeCommand("workbench.action.openSettings", "reviewfmt.path");
  }
  if (chosen === "Install in Terminal" && error instanceof Problem && error.command) {
    const terminal = vscode.window.createTerminal("reviewfmt");
    terminal.show();
    terminal.sendText(error.command, false); // the user reads it, and presses Enter
  }
}
