// The worker and the requests to it: one at a time, each with a time limit.
import type { Answers, Asked, Files, FromWorker, ToWorker } from "./protocol";

/** Why there is no answer: `late` if it took too long, `failed` if Python failed. */
export class EngineError extends Error {
  constructor(
    readonly reason: "late" | "failed",
    message: string,
  ) {
    super(message);
  }
}

interface Waiting {
  id: number;
  asked: Asked;
  given: string | ArrayBuffer;
  seconds: number;
  resolve: (answer: string) => void;
  reject: (error: EngineError) => void;
}

const START_SECONDS = 120;

export class Engine {
  #files: Files;
  #code: string;
  #worker: Worker | null = null;
  #isReady = false;
  #waiting: Waiting[] = [];
  #running: Waiting | null = null;
  #timer = 0;
  #last = 0;
  #onState: (state: "loading" | "ready" | "failed", message: string) => void;

  /** `code` is that of the worker. `onState` is called whenever Python starts, is ready or fails. */
  constructor(
    files: Files,
    code: string,
    onState: (state: "loading" | "ready" | "failed", message: string) => void,
  ) {
    this.#files = files;
    this.#code = code;
    this.#onState = onState;
    this.#start();
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Send a request, and return its answer; rejects with EngineError. */
  async ask<A extends Asked>(asked: A, given: string | ArrayBuffer, seconds: number): Promise<Answers[A]> {
    const answer = await new Promise<string>((resolve, reject) => {
      this.#waiting.push({ id: ++this.#last, asked, given, seconds, resolve, reject });
      this.#next();
    });
    return JSON.parse(answer) as Answers[A];
  }

  #start(): void {
    this.#isReady = false;
    this.#onState("loading", "");
    const address = URL.createObjectURL(new Blob([this.#code], { type: "text/javascript" }));
    const worker = new Worker(address);
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (worker === this.#worker) this.#heard(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#give(event.message || "the worker cannot be started");
    };
    this.#say({ kind: "start", files: this.#files });
    this.#timer = window.setTimeout(() => this.#give("it takes too long"), START_SECONDS * 1000);
  }

  #say(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  #heard(data: FromWorker): void {
    clearTimeout(this.#timer);
    if (data.kind === "ready") {
      this.#isReady = true;
      this.#onState("ready", "");
    } else if (data.id === null) {
      this.#give(data.kind === "failed" ? data.message : "");
      return;
    } else if (data.kind === "answer") {
      this.#running?.resolve(data.answer);
      this.#running = null;
    } else {
      // Python may be in any state now, for example after it ran out of memory.
      this.#running?.reject(new EngineError("failed", lastLine(data.message)));
      this.#running = null;
      this.#restart();
    }
    this.#next();
  }

  #next(): void {
    if (!this.#isReady || this.#running !== null) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#running = next;
    this.#say({ kind: "ask", id: next.id, asked: next.asked, given: next.given });
    this.#timer = window.setTimeout(() => {
      this.#running = null;
      this.#restart();
      next.reject(new EngineError("late", `it takes more than ${next.seconds} seconds`));
    }, next.seconds * 1000);
  }

  #restart(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#start();
  }

  /** Python cannot be started: reject all waiting requests. */
  #give(message: string): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    this.#isReady = false;
    this.#onState("failed", lastLine(message));
    for (const one of this.#waiting.splice(0)) one.reject(new EngineError("failed", message));
  }
}

const lastLine = (message: string) => message.trim().split("\n").pop() ?? "";
