// Runs compile.py in Pyodide: compile.mjs PACKAGES LIBRARY TEXT...
// The first two are zip files, which it rewrites with bytecode.
import { readFileSync, writeFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const [packages, library, ...texts] = process.argv.slice(2);
const bytes = (path) => new Uint8Array(readFileSync(path));

async function compile() {
  const python = await loadPyodide();
  python.unpackArchive(bytes(packages), "zip", { extractDir: "/reviewfmt" });
  python.FS.mkdirTree("/build");
  python.FS.writeFile("/build/compile_all.py", bytes(new URL("compile.py", import.meta.url)));
  python.runPython('import sys; sys.dont_write_bytecode = True; sys.path.append("/build")');
  const given = [bytes(packages), bytes(library)].map((one) => python.toPy(one).tobytes());
  const read = python.toPy(texts.map((path) => readFileSync(path, "utf8")));
  const made = python.pyimport("compile_all").run(...given, read);
  for (const [at, path] of [packages, library].entries()) {
    writeFileSync(path, made.get(at).toJs());
  }
}

try {
  await compile();
} catch (error) {
  console.error(error.message); // Node.js would print the line of Pyodide, which is 1 MB
  process.exit(1);
}
