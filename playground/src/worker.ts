// Runs reviewfmt with Python in a separate worker. It fetches nothing: the first message contains
// all that it needs.
import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { unpacked } from "./packing";
import type { Files, FromWorker, ToWorker } from "./protocol";

// Pyodide rejects classic workers, because it normally loads itself as a module. Here it is bundled,
// and a page that is opened as a file cannot start a module worker.
(globalThis as { importScripts?: unknown }).importScripts = undefined;

const HERE = "https://engine.invalid/";
const FOLDER = "/reviewfmt";
const WARM = "A Show Review\n\nVerdict - 7/10\n"; // the first look imports and compiles what later ones use
const TYPES: Record<string, string> = { wasm: "application/wasm" };

type Answer = (asked: string, given: unknown) => string;
let answer: Answer | null = null;

const say = (message: FromWorker) => postMessage(message);
const told = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Start Python with the given files; returns the function that answers. */
async function start(files: Files): Promise<Answer> {
  globalThis.fetch = async (asked) => {
    const name = String(asked instanceof Request ? asked.url : asked).slice(HERE.length);
    const type = TYPES[name.split(".").pop() ?? ""] ?? "application/octet-stream";
    return new Response(await unpacked(files[name]), { headers: { "Content-Type": type } });
  };
  const lock = JSON.parse(new TextDecoder().decode(await unpacked(files["pyodide-lock.json"])));
  const python = await loadPyodide({
    createPyodideModule,
    indexURL: HERE,
    lockFileContents: lock,
    stdLibURL: `${HERE}python_stdlib.zip`,
  });
  python.unpackArchive(await unpacked(files["packages.zip"]), "zip", { extractDir: FOLDER });
  python.runPython(`import sys; sys.path.insert(0, "${FOLDER}")`);
  const entry = python.pyimport("entry");
  const ask = entry.answer as Answer;
  return (asked, given) => {
    if (!(given instanceof ArrayBuffer)) return ask(asked, given);
    const view = python.toPy(new Uint8Array(given));
    const bytes = view.tobytes();
    try {
      return ask(asked, bytes);
    } finally {
      bytes.destroy();
      view.destroy();
    }
  };
}

self.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
  const id = data.kind === "ask" ? data.id : null;
  try {
    if (data.kind === "start") {
      answer = await start(data.files);
      answer("look", WARM);
      say({ kind: "ready" });
    } else if (answer !== null) {
      say({ kind: "answer", id: data.id, answer: answer(data.asked, data.given) });
    }
  } catch (error) {
    say({ kind: "failed", id, message: told(error) });
  }
};
