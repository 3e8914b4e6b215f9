// The page of a rule: what it asks and why, shown as Markdown.
import * as vscode from "vscode";
import { Problem, program, run } from "./program";

interface Rule {
  code: string;
  name: string;
  severity: string;
  summary: string;
  explanation: string;
}

export class RulePages implements vscode.TextDocumentContentProvider {
  static readonly SCHEME = "reviewfmt-rule";
  private known: { path: string; rules: Rule[] } | undefined;

  /** Show the page of a rule; without a code one is chosen, those at the cursor first. */
  async open(code?: string): Promise<void> {
    const rules = await this.rules();
    const chosen = typeof code === "string" ? code : await this.choose(rules);
    if (chosen === undefined) return;
    const uri = vscode.Uri.from({ scheme: RulePages.SCHEME, path: `/${chosen}.md` });
    await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const code = uri.path.slice(1).replace(/\.md$/, "");
    const rule = (await this.rules()).find((one) => one.code === code);
    if (rule === undefined) return `There is no rule ${code}.\n`;
    return `# ${rule.code} ${rule.name} (${rule.severity})\n\n${rule.explanation}\n`;
  }

  private async choose(rules: Rule[]): Promise<string | undefined> {
    const here = new Set(codesAtCursor());
    const rows = rules.map((one) => ({
      label: one.code,
      description: one.name,
      detail: one.summary,
      isHere: here.has(one.code),
    }));
    rows.sort((one, other) => Number(other.isHere) - Number(one.isHere));
    const placeHolder = here.size ? "Those of the cursor's line stand first" : "Which rule?";
    const options = { placeHolder, matchOnDescription: true, matchOnDetail: true };
    return (await vscode.window.showQuickPick(rows, options))?.label;
  }

  private async rules(): Promise<Rule[]> {
    const path = await program();
    if (this.known?.path !== path) {
      const { code, stdout, stderr } = await run(path, ["rule", "--output-format", "json"]);
      if (code !== 0) throw new Problem(`The rules cannot be listed: ${stderr.trim()}`);
      this.known = { path, rules: JSON.parse(stdout) as Rule[] };
    }
    return this.known.rules;
  }
}

/** Return the codes of what was found in the cursor's line, those at the cursor first. */
function codesAtCursor(): string[] {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return [];
  const { active } = editor.selection;
  const found = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter((one) => one.range.start.line <= active.line && active.line <= one.range.end.line);
  return found.map((one) => String(typeof one.code === "object" ? one.code.value : one.code));
}
