// Takes each line out of each text, once after the other, and reads the rest in two ways: from the
// tree of the text before, and anew. Prints both lists of trees as JSON: lezer_edits.mjs FOLDER.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const { parser } = await import(pathToFileURL(`${process.argv[2]}/index.js`));
const common = createRequire(`${process.argv[2]}/`).resolve("@lezer/common");
const { TreeFragment } = await import(pathToFileURL(common.replace(/\.cjs$/, ".js")));

function nodes(tree) {
  const found = [];
  tree.iterate({ enter: ({ name, from, to }) => void found.push(`${name} ${from} ${to}`) });
  return found.join(", ");
}

const edited = [];
const whole = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  const before = parser.parse(text);
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf("\n", from);
    const to = end < 0 ? text.length : end + 1;
    const change = { fromA: from, toA: to, fromB: from, toB: from };
    const fragments = TreeFragment.applyChanges(TreeFragment.addTree(before), [change]);
    const after = text.slice(0, from) + text.slice(to);
    edited.push(nodes(parser.parse(after, fragments)));
    whole.push(nodes(parser.parse(after)));
    from = to;
  }
}
process.stdout.write(JSON.stringify([edited, whole]));
