// Where the extension begins: commands, the language server, previews.
import * as vscode from "vscode";
import { Server } from "./client";
import { book, convert } from "./convert";
import { openConfiguration } from "./configuration";
import { Previews } from "./preview";
import { RulePages } from "./rule";
import { show } from "./program";

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel("reviewfmt", { log: true });
  const server = new Server(output);
  const previews = new Previews(context.extensionUri, server);
  const rules = new RulePages();
  const commands: Record<string, (...args: never[]) => unknown> = {
    "reviewfmt.preview": (uri?: vscode.Uri) => previews.open(uri),
    "reviewfmt.convert": (uri?: vscode.Uri) => convert(uri, output),
    "reviewfmt.book": (uri?: vscode.Uri) => book(uri, output),
    "reviewfmt.rule": (code?: string) => rules.open(code),
    "reviewfmt.configuration": () => openConfiguration(),
    "reviewfmt.restart": async () => {
      await server.restart();
      previews.refresh();
    },
    "reviewfmt.output": () => output.show(),
  };
  for (const [name, command] of Object.entries(commands)) {
    const guarded = async (...args: never[]) => {
      try {
        await command(...args);
      } catch (error) {
        void show(error, output);
      }
    };
    context.subscriptions.push(vscode.commands.registerCommand(name, guarded));
  }
  context.subscriptions.push(
    output,
    server,
    previews,
    vscode.window.registerWebviewPanelSerializer(Previews.KIND, previews),
    vscode.workspace.registerTextDocumentContentProvider(RulePages.SCHEME, rules),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("reviewfmt.path")) {
        void vscode.commands.executeCommand("reviewfmt.restart");
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => previews.refresh()),
  );
  void server.restart();
}
