// The published page beside the text, live while it is typed.
import { randomBytes } from "node:crypto";
import { basename } from "node:path";
import * as vscode from "vscode";
import type { Server } from "./client";

const PAUSE = 150;

/** What the server answers: the page, or why there is none. */
interface Page {
  version: number;
  html: string | null;
  message: string | null;
}

interface State {
  uri: string;
}

type FromPage = { kind: "ready" } | { kind: "open"; address: string };

export class Previews implements vscode.WebviewPanelSerializer<State>, vscode.Disposable {
  static readonly KIND = "reviewfmt.preview";
  private readonly open_ = new Map<string, Preview>();
  private readonly listening: vscode.Disposable;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly server: Server,
  ) {
    this.listening = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.contentChanges.length) this.open_.get(event.document.uri.toString())?.soon();
    });
  }

  /** Show the preview of a review beside it: of the one that is named, else of the open one. */
  async open(uri = vscode.window.activeTextEditor?.document.uri): Promise<void> {
    if (uri === undefined) return;
    const known = this.open_.get(uri.toString());
    if (known !== undefined) {
      known.panel.reveal(undefined, true);
      return;
    }
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const title = `Preview ${basename(uri.path)}`;
    this.take(uri, vscode.window.createWebviewPanel(Previews.KIND, title, beside));
  }

  /** Take up a preview that was open when the window was closed. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: State | undefined): Promise<void> {
    if (state === undefined) {
      panel.dispose();
      return;
    }
    this.take(vscode.Uri.parse(state.uri), panel);
  }

  /** Make all pages again: the server, or what is trusted, is another. */
  refresh(): void {
    for (const one of this.open_.values()) one.begin();
  }

  dispose(): void {
    this.listening.dispose();
    for (const one of [...this.open_.values()]) one.panel.dispose();
  }

  private take(uri: vscode.Uri, panel: vscode.WebviewPanel): void {
    const key = uri.toString();
    const preview = new Preview(uri, panel, this.extension, this.server);
    this.open_.set(key, preview);
    panel.onDidDispose(() => {
      preview.end();
      this.open_.delete(key);
    });
    preview.begin();
  }
}

/** One panel. It asks for one page at a time, and again where the text has changed meanwhile. */
class Preview {
  private timer: NodeJS.Timeout | undefined;
  private isAsking = false;
  private isStale = false;

  constructor(
    private readonly uri: vscode.Uri,
    readonly panel: vscode.WebviewPanel,
    private readonly extension: vscode.Uri,
    private readonly server: Server,
  ) {
    panel.iconPath = vscode.Uri.joinPath(extension, "icon.png");
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extension, "media")],
    };
    panel.webview.onDidReceiveMessage((message: FromPage) => {
      if (message.kind === "ready") void this.now();
      else if (/^(https?|mailto):/i.test(message.address)) {
        void vscode.env.openExternal(vscode.Uri.parse(message.address, true));
      }
    });
  }

  /** Show the frame of the page anew; it says when it is ready. */
  begin(): void {
    this.panel.webview.html = frame(this.panel.webview, this.extension, this.uri);
  }

  /** Make the page again once nobody types. */
  soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.now(), PAUSE);
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private async now(): Promise<void> {
    if (this.isAsking) {
      this.isStale = true;
      return;
    }
    this.isAsking = true;
    try {
      do {
        this.isStale = false;
        await this.panel.webview.postMessage({ kind: "page", ...(await this.page()) });
      } while (this.isStale);
    } finally {
      this.isAsking = false;
    }
  }

  private async page(): Promise<Omit<Page, "version">> {
    try {
      const document = await vscode.workspace.openTextDocument(this.uri);
      const textDocument = { uri: this.uri.toString() };
      if (document.languageId !== "review") {
        return { html: null, message: "This file is no review: its language is another." };
      }
      const page = await this.server.ask<Page>("reviewfmt/preview", { textDocument });
      return page ?? { html: null, message: "The language server does not run. “reviewfmt: Restart the Language Server” starts it." };
    } catch (error) {
      return { html: null, message: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** Return the page around the page: nothing in it runs but the script of this extension. */
function frame(webview: vscode.Webview, extension: vscode.Uri, uri: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const media = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(extension, "media", name));
  const elsewhere = vscode.workspace.isTrusted ? " https:" : "";
  const policy = [
    "default-src 'none'",
    `img-src data:${elsewhere}`,
    "font-src data:",
    // Themes and charts say colours and sizes in attributes of their elements.
    `style-src ${webview.cspSource} 'unsafe-inline'`,
    `script-src 'nonce-${nonce}'`,
  ].join("; ");
  const state = JSON.stringify({ uri: uri.toString() } satisfies State).replace(/[<&"]/g, (one) => `&#${one.charCodeAt(0)};`);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${media("preview.css")}">
<title>Preview</title>
</head>
<body data-state="${state}">
<p id="message" role="status" hidden></p>
<iframe id="page" sandbox="allow-same-origin" srcdoc="" title="The published page"></iframe>
<script nonce="${nonce}" src="${media("preview.js")}"></script>
</body>
</html>`;
}
