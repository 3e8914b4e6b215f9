// The language server: one for the window, whatever folders it shows.
import type { ChildProcess } from "node:child_process";
import * as vscode from "vscode";
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn } from "vscode-languageclient/node";
import { diagnose, program, seeVersion, show, start } from "./program";

const MOST_KEPT = 20_000;
const RESTARTS = 4;
const WITHIN = 3 * 60 * 1000;

/** A client that writes its errors into the output: what a user has to know, `show` says once. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private going: Promise<void> = Promise.resolve();

  constructor(private readonly output: vscode.LogOutputChannel) {}

  /** Start the server, anew where it runs already; what goes wrong is shown. */
  async restart(): Promise<void> {
    this.going = this.going.then(async () => {
      await this.stop();
      try {
        await this.start();
      } catch (error) {
        await this.stop();
        void show(error, this.output);
      }
    });
    return this.going;
  }

  /** Ask the server for something; undefined where no server runs. */
  async ask<Answer>(method: string, params: object): Promise<Answer | undefined> {
    await this.going;
    if (!this.client?.isRunning()) return undefined;
    return this.client.sendRequest<Answer>(method, params);
  }

  dispose(): void {
    void this.stop();
  }

  private async start(): Promise<void> {
    const path = await program();
    let said = "";
    let hasStarted = false;
    const starts: number[] = [];
    // The client waits forever for a program that ends before the connection is listened to.
    let end: (reason: Error) => void;
    const ended = new Promise<never>((_, reject) => (end = reject));
    const serverOptions = async (): Promise<ChildProcess> => {
      const child = start(path, ["server", "--stdio"]);
      child.once("close", () => end(new Error("the server has ended")));
      child.on("error", (error) => (said += `${error.message}\n`));
      child.stderr?.on("data", (data: Buffer) => {
        said = (said + data.toString()).slice(-MOST_KEPT);
        this.output.append(data.toString());
      });
      return child;
    };
    const client = new QuietClient("reviewfmt", "reviewfmt", serverOptions, {
      documentSelector: [
        { language: "review", scheme: "file" },
        { language: "review", scheme: "untitled" },
      ],
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          if (!hasStarted) return { action: CloseAction.DoNotRestart, handled: true };
          const now = Date.now();
          starts.push(now);
          const isOften = starts.filter((one) => now - one < WITHIN).length > RESTARTS;
          if (!isOften) return { action: CloseAction.Restart, handled: true };
          void diagnose(path, said).then((problem) => show(problem, this.output));
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
    });
    this.client = client;
    try {
      await Promise.race([client.start(), ended]);
    } catch {
      throw await diagnose(path, said);
    }
    seeVersion(client.initializeResult?.serverInfo?.version, path);
    hasStarted = true;
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch {
      // It has ended already.
    }
  }
}
