// Gives each line of each text the kind that the Lezer grammar gives it, as JSON:
// lezer.mjs FOLDER < texts.json; FOLDER holds the built grammar.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { parser } = await import(pathToFileURL(`${process.argv[2]}/index.js`));

function kinds(text) {
  const found = text.split("\n").map(() => null);
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  let line = 0;
  parser.parse(text).iterate({
    enter: ({ name, from }) => {
      if (name === "Review") return;
      while (line + 1 < starts.length && starts[line + 1] <= from) line++;
      found[line] = name.toUpperCase();
    },
  });
  return found;
}

const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map(kinds)));
