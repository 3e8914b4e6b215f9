// The page of the playground: an editor on the left; page, JSON and findings on the right.
import { Editor } from "./editor";
import { Engine, EngineError } from "./engine";
import { keep as keepTexts, kept, remembered } from "./keeping";
import { PackingError, fromFragment, toFragment, unpacked } from "./packing";
import type { Files, Finding, Look } from "./protocol";
import { SAMPLES } from "./samples";

const PAUSE = 250; // milliseconds after the last change
const TYPED = 200_000; // characters: a longer text is checked when the button is pressed
const LARGEST = 4_000_000;
const SECONDS = { typed: 10, pressed: 60 };
const SHOWN = 400_000; // characters of HTML or JSON: the layout of more would take long
const LONGEST_LINK = 60_000;
const LARGEST_LINKED = 1_000_000;
const LARGEST_KEPT = 1_000_000;
const PREFIX = "#text=";
const PATIENCE = 5_000; // milliseconds to wait until the service worker starts

const get = <E extends HTMLElement>(id: string) => document.getElementById(id) as E;
const status = get("status");
const notice = get("notice");
const frame = get<HTMLIFrameElement>("page");
const buttons = { check: get<HTMLButtonElement>("check"), mend: get<HTMLButtonElement>("mend") };
const tabs = [...document.querySelectorAll<HTMLButtonElement>('[role="tab"]')];

let engine: Engine | null = null;
let timer = 0;
let isBusy = false;
let isWanted = false; // the text has changed since the last look began
let isPressed = false; // the button requested the next look
let tooSlow = Infinity; // texts of this many characters took too long while typing
let saver = 0;
let isKept = true; // the present text of the user is kept, or there is none
let earlier: string[] = []; // the user's texts before this one
let standing = ""; // a notice that is shown until the text changes

const editor = new Editor(get("editor"), changed, press);

// -- messages ---------------------------------------------------------------------------------

function say(message: string): void {
  status.textContent = message;
}

function warn(message: string): void {
  notice.textContent = message;
  notice.hidden = message === "";
}

function put(name: "page" | "json", message: string): void {
  const said = get(`${name}-said`);
  said.textContent = message;
  said.hidden = message === "";
  get(name).hidden = message !== "";
}

const plural = (count: number, word: string) =>
  `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

// -- checking ---------------------------------------------------------------------------------

function changed(): void {
  isWanted = true;
  isKept = false;
  standing = "";
  clearTimeout(saver);
  saver = window.setTimeout(save, PAUSE);
  clearTimeout(timer);
  timer = window.setTimeout(look, PAUSE);
}

function press(): void {
  isWanted = isPressed = true;
  clearTimeout(timer);
  void look();
}

/** Check the present text. After changes meanwhile, only the last state is checked next. */
async function look(): Promise<void> {
  if (engine === null || isBusy || !isWanted) return;
  const pressed = isPressed;
  const length = editor.length;
  isWanted = isPressed = false;
  if (length > LARGEST) {
    clear(`The text has more than ${LARGEST.toLocaleString("en")} characters: use the command line, reviewfmt check.`);
    return;
  }
  if (!pressed && (length > TYPED || length >= tooSlow)) {
    clear("The text is too long to check while you type: press Check.");
    return;
  }
  isBusy = true;
  if (engine.isReady) say("Checking …");
  try {
    const found = await engine.ask("look", editor.text, pressed ? SECONDS.pressed : SECONDS.typed);
    tooSlow = Math.max(tooSlow, length + 1);
    if (!isWanted) show(found);
  } catch (error) {
    failed(error, length, pressed);
  }
  isBusy = false;
  if (isWanted) void look();
}

function failed(error: unknown, length: number, pressed: boolean): void {
  if (error instanceof EngineError && error.reason === "late") {
    tooSlow = length;
    const more = pressed ? "Use the command line" : `Press Check to allow ${SECONDS.pressed}`;
    clear(`Checking was stopped: ${error.message}. ${more}.`);
  } else {
    clear(`The text could not be checked: ${error instanceof Error ? error.message : error}`);
  }
}

/** Show no results, and say why. */
function clear(message: string): void {
  warn(standing);
  editor.show([], mend);
  list([]);
  put("page", message);
  put("json", message);
  get("findings-said").textContent = message;
  get("count").textContent = "";
  buttons.mend.disabled = true;
  say(message);
}

const LOOKS = {
  html: "This looks like HTML. The playground reads the text of reviews. To turn a web page into a review, use the command reviewfmt adopt.",
  binary: "This looks like a binary file, not like text.",
};

function show(found: Look): void {
  document.documentElement.dataset.shown = "";
  const total = found.errors + found.warnings;
  const counted = [
    ...(found.errors ? [plural(found.errors, "error")] : []),
    ...(found.warnings ? [plural(found.warnings, "warning")] : []),
  ].join(", ");
  warn(found.looks === null ? standing : LOOKS[found.looks]);
  say(counted || "No findings");
  get("count").textContent = total ? `(${total.toLocaleString("en")})` : "";
  const left = total - found.findings.length;
  get("findings-said").textContent = left
    ? `${counted}. The first ${found.findings.length} are shown.`
    : counted || "Nothing is wrong with this review.";
  editor.show(found.findings, mend);
  list(found.findings);
  buttons.mend.disabled = !found.findings.some((one) => one.fix);
  showPage(found);
  if (found.document === null) put("json", `There is no JSON document: ${found.refused}`);
  else {
    const rest = found.document.length - SHOWN;
    const more = rest > 0 ? `\n… ${rest.toLocaleString("en")} more characters` : "";
    get("json").textContent = found.document.slice(0, SHOWN) + more;
    put("json", "");
  }
}

function showPage(found: Look): void {
  if (found.page === null) return put("page", `There is no page: ${found.message}`);
  if (found.page.length > SHOWN) return put("page", "The page is too long to show here.");
  const above = frame.contentWindow?.scrollY ?? 0;
  put("page", "");
  frame.onload = () => {
    frame.contentWindow?.scrollTo(0, above);
    frame.contentDocument?.addEventListener("click", followInPage);
  };
  frame.srcdoc = found.page;
}

/** Follow a link of the page: within it, or in a new tab. */
function followInPage(event: MouseEvent): void {
  const link = (event.target as Element).closest("a");
  const target = link?.getAttribute("href");
  if (target === undefined || target === null) return;
  event.preventDefault();
  if (target.startsWith("#")) {
    frame.contentDocument?.getElementById(target.slice(1))?.scrollIntoView();
  } else if (/^https?:/i.test(target)) {
    window.open(target, "_blank", "noopener,noreferrer");
  }
}

function list(findings: Finding[]): void {
  get("findings").replaceChildren(...findings.map(item));
}

function item(one: Finding): HTMLLIElement {
  const place = make("button", { type: "button", className: "place" });
  place.append(
    make("span", { className: one.severity, textContent: one.severity }),
    ` ${one.line}:${one.column} `,
    make("code", { textContent: one.code }),
    ` ${one.message}`,
  );
  place.addEventListener("click", () => editor.go(one.from));
  const row = make("li", {});
  row.append(place);
  if (one.help !== null) row.append(make("p", { textContent: one.help }));
  if (one.fix !== null) {
    const button = make("button", { type: "button", textContent: `Fix: ${one.fix.message}` });
    button.addEventListener("click", () => mend(one));
    row.append(button);
  }
  return row;
}

function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  given: Partial<HTMLElementTagNameMap[K]>,
): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(name), given);
}

// -- fixing -----------------------------------------------------------------------------------

function mend(finding: Finding): void {
  if (isWanted || finding.fix === null) return; // the text at its place may have changed
  editor.edit(finding.fix.edits);
}

async function mendAll(): Promise<void> {
  if (engine === null) return;
  const before = editor.text;
  try {
    const made = await engine.ask("mend", before, SECONDS.pressed);
    if (editor.text !== before) return say("The text has changed meanwhile: nothing was fixed.");
    editor.replace(made.text);
    say(`${plural(made.mended, "finding")} fixed`);
  } catch (error) {
    failed(error, before.length, true);
  }
}

// -- opening and sharing ----------------------------------------------------------------------

async function open(file: File): Promise<void> {
  if (file.size > LARGEST) {
    return warn(`${file.name} has more than ${LARGEST.toLocaleString("en")} bytes.`);
  }
  if (engine === null) return warn("Python is not loaded yet.");
  try {
    const found = await engine.ask("opened", await file.arrayBuffer(), SECONDS.typed);
    if (found.text === null) return warn(`${file.name}: ${found.message}`);
    replace(found.text, true);
  } catch (error) {
    warn(`${file.name} could not be read: ${error instanceof Error ? error.message : error}`);
  }
}

async function share(): Promise<void> {
  const packed = await toFragment(editor.text);
  if (packed.length > LONGEST_LINK) return warn("The text is too long for a link.");
  history.replaceState(null, "", PREFIX + packed);
  try {
    await navigator.clipboard.writeText(location.href);
    say("The link is copied.");
  } catch {
    say("The link is in the address bar.");
  }
}

/** Return the text in the address, or null if there is none; throws PackingError. */
async function linked(): Promise<string | null> {
  if (!location.hash.startsWith(PREFIX)) return null;
  const packed = location.hash.slice(PREFIX.length);
  if (packed.length > LONGEST_LINK) throw new PackingError("it is too long");
  return fromFragment(packed, LARGEST_LINKED);
}

/** Show the text of the link, or else the user's own text, or else the first sample. */
async function load(): Promise<void> {
  const found = kept();
  const own = found.own ?? found.earlier[0] ?? null;
  earlier = found.earlier.filter((one) => one !== own);
  if (own === null) editor.give(SAMPLES[0].text);
  else editor.text = own;
  try {
    const text = await linked();
    if (text !== null) showLinked(text);
  } catch (error) {
    refuse(error, own === null ? "The text is a sample." : "The text is your own.");
  }
  save();
}

/** Show the text of a link that is opened later. If there is none, the present text stays. */
async function follow(): Promise<void> {
  const { hash } = location;
  try {
    const text = await linked();
    if (text !== null && hash === location.hash) showLinked(text);
  } catch (error) {
    refuse(error, "The text stays as it was.");
  }
}

function showLinked(text: string): void {
  const isOwn = editor.isOwn;
  if (!replace(text, false) || !isOwn) return;
  stand("This is the text of the link. Your own text is kept: press Earlier text to see it.");
}

function refuse(error: unknown, more: string): void {
  const why = error instanceof PackingError ? error.message : String(error);
  stand(`The link cannot be read: ${why}. ${more}`);
}

/** Show a notice until the text changes. */
function stand(message: string): void {
  standing = message;
  warn(message);
}

// -- kept texts -------------------------------------------------------------------------------

/** Show another text, and keep the user's own one. Return whether the text has changed. */
function replace(text: string, isOwn: boolean): boolean {
  warn("");
  const before = editor.text;
  const isKnown = text.replace(/\r\n?/g, "\n") === before;
  if (isKnown) return false;
  if (editor.isOwn) earlier = remembered(earlier, before);
  if (isOwn) editor.text = text;
  else editor.give(text);
  earlier = earlier.filter((one) => one !== editor.text);
  save();
  return true;
}

/** Show the newest of the earlier texts; the present text becomes the oldest of them. */
function showEarlier(): void {
  const [last, ...others] = earlier;
  if (last === undefined) return;
  const before = editor.text;
  const isSample = SAMPLES.some((one) => one.text === before);
  editor.text = last;
  earlier = isSample || before.trim() === "" ? others : [...others, before];
  save();
}

function save(): void {
  clearTimeout(saver);
  const isOwn = editor.isOwn;
  isKept = keepTexts({ own: isOwn ? editor.text : null, earlier }, LARGEST_KEPT) || !isOwn;
  get("earlier").hidden = earlier.length === 0;
}

// -- tabs -------------------------------------------------------------------------------------

function select(tab: HTMLButtonElement): void {
  for (const one of tabs) {
    const is = one === tab;
    one.setAttribute("aria-selected", String(is));
    one.tabIndex = is ? 0 : -1;
    get(one.getAttribute("aria-controls") ?? "").hidden = !is;
  }
}

for (const [at, tab] of tabs.entries()) {
  tab.addEventListener("click", () => select(tab));
  tab.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    const next = tabs[(at + by + tabs.length) % tabs.length];
    select(next);
    next.focus();
  });
}

// -- start ------------------------------------------------------------------------------------

declare global {
  var reviewfmtEngine: Files | undefined;
}

/** Let the service worker keep what is loaded from now on. The page also works without one. */
async function keep(): Promise<void> {
  const { serviceWorker } = navigator;
  if (serviceWorker === undefined || location.protocol === "file:") return;
  const begun = new Promise((resolve) => {
    serviceWorker.addEventListener("controllerchange", resolve, { once: true });
    setTimeout(resolve, PATIENCE);
  });
  try {
    await serviceWorker.register("sw.js");
    if (serviceWorker.controller === null) await begun;
  } catch {
    // a private window, or a host without HTTPS
  }
}

function loadEngine(): Promise<Files> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = document.documentElement.dataset.engine ?? "";
    script.onload = () => {
      const files = globalThis.reviewfmtEngine;
      globalThis.reviewfmtEngine = undefined;
      if (files) resolve(files);
      else reject(new Error("the file is damaged"));
    };
    script.onerror = () => reject(new Error("the file cannot be loaded"));
    document.head.append(script);
  });
}

async function begin(): Promise<void> {
  const picker = get<HTMLSelectElement>("sample");
  picker.append(...SAMPLES.map((one) => make("option", { textContent: one.name, lang: one.language })));
  picker.addEventListener("change", () => {
    replace(SAMPLES[picker.selectedIndex].text, false);
  });
  buttons.check.addEventListener("click", press);
  buttons.mend.addEventListener("click", () => void mendAll());
  get("share").addEventListener("click", () => void share());
  get("earlier").addEventListener("click", showEarlier);
  const chosen = get<HTMLInputElement>("file");
  get("open").addEventListener("click", () => chosen.click());
  chosen.addEventListener("change", () => {
    if (chosen.files?.[0]) void open(chosen.files[0]);
    chosen.value = "";
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    const file = event.dataTransfer?.files[0];
    if (file === undefined) return;
    event.preventDefault();
    void open(file);
  });
  addEventListener("hashchange", () => void follow());
  addEventListener("pagehide", save);
  addEventListener("beforeunload", (event) => {
    if (!isKept) save();
    if (!isKept) event.preventDefault();
  });
  await load();
  say("Loading Python …");
  try {
    await keep();
    const files = await loadEngine();
    const code = new TextDecoder().decode(await unpacked(files["worker.js"]));
    delete files["worker.js"];
    engine = new Engine(files, code, state);
  } catch (error) {
    state("failed", error instanceof Error ? error.message : String(error));
  }
}

function state(now: "loading" | "ready" | "failed", message: string): void {
  document.documentElement.dataset.state = now;
  if (now === "loading") say("Starting Python …");
  if (now === "failed") clear(`Python cannot be started: ${message}. Reload the page to try again.`);
  if (now === "ready") void look();
}

void begin();
