// Gives each line of each text the kind that the TextMate grammar gives it, as JSON:
// textmate.mjs MODULES GRAMMAR < texts.json; VS Code tokenizes lines with the same two packages.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, path] = process.argv.slice(2);
const load = createRequire(`${modules}/`);
const textmate = load("vscode-textmate");
const oniguruma = load("vscode-oniguruma");
const wasm = readFileSync(`${modules}/vscode-oniguruma/release/onig.wasm`);
const onigLib = oniguruma.loadWASM(wasm.buffer).then(() => ({
  createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
  createOnigString: (text) => new oniguruma.OnigString(text),
}));
const registry = new textmate.Registry({
  onigLib,
  loadGrammar: async () => textmate.parseRawGrammar(readFileSync(path, "utf8"), "review.json"),
});
const grammar = await registry.loadGrammar("text.review");

function lines(text) {
  let stack = textmate.INITIAL;
  return text.split("\n").map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    const scopes = tokens.flatMap((token) => token.scopes);
    const kinds = scopes.map((scope) => /^meta\.line\.(\w+)\.review$/.exec(scope)).filter(Boolean);
    return { kind: kinds.length ? kinds[0][1].toUpperCase() : null, scopes };
  });
}

const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map(lines)));
