// The messages between the page and the worker.

/** A change of the text: the part from `from` to `to` becomes `insert`. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
}

/** A finding, as playground/entry.py gives it; places count units of UTF-16. */
export interface Finding {
  code: string;
  severity: "error" | "warning";
  message: string;
  help: string | null;
  line: number;
  column: number;
  from: number;
  to: number;
  fix: { message: string; edits: Edit[] } | null;
}

/** The results to show for a text. */
export interface Look {
  findings: Finding[];
  errors: number;
  warnings: number;
  document: string | null;
  refused: string | null;
  page: string | null;
  message: string | null;
  looks: "html" | "binary" | null;
}

export interface Mended {
  text: string;
  mended: number;
}

export interface Opened {
  text: string | null;
  message: string | null;
}

/** The requests, each with its answer. */
export interface Answers {
  look: Look;
  mend: Mended;
  opened: Opened;
}

export type Asked = keyof Answers;

/** The files of Python and reviewfmt, compressed with gzip, in base64. */
export type Files = Record<string, string>;

export type ToWorker =
  | { kind: "start"; files: Files }
  | { kind: "ask"; id: number; asked: Asked; given: string | ArrayBuffer };

export type FromWorker =
  | { kind: "ready" }
  | { kind: "answer"; id: number; answer: string }
  | { kind: "failed"; id: number | null; message: string };
