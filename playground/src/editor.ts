// The editor: CodeMirror with the grammar of editors/lezer, findings underlined at their places.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, LRLanguage, LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, RangeSetBuilder, Text } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  ViewPlugin,
  type ViewUpdate,
  drawSelection,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { parser } from "./lezer/review.parser.js";
import type { Edit, Finding } from "./protocol";

const LONGEST_LINE = 5_000;
const COLOURED = 400_000; // characters: a longer text gets no colours, because they would make it slow

const style = HighlightStyle.define([
  { tag: tags.heading1, color: "var(--title)", fontWeight: "bold" },
  { tag: tags.heading2, color: "var(--heading)", fontWeight: "bold" },
  { tag: [tags.keyword, tags.strong], color: "var(--keyword)", fontWeight: "bold" },
  { tag: [tags.className, tags.propertyName], color: "var(--entry)" },
  { tag: tags.attributeName, color: "var(--field)" },
  { tag: tags.list, color: "var(--item)" },
  { tag: [tags.quote, tags.url], color: "var(--quote)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--quiet)", fontStyle: "italic" },
]);

const theme = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--paper)", color: "var(--ink)" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontSize: "0.875rem", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--quiet)", border: "none" },
  ".cm-activeLine": { backgroundColor: "var(--active)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "var(--selected)" },
  ".cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-diagnostic": { maxWidth: "40rem", whiteSpace: "pre-wrap" },
  ".cm-diagnosticAction": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
});

/** The letters of each line determine its direction. */
const directions = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = directed(view);
    }
    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = directed(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

const automatic = Decoration.line({ attributes: { dir: "auto" } });

function directed(view: EditorView): DecorationSet {
  const found = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      found.add(line.from, line.from, automatic);
      at = line.to + 1;
    }
  }
  return found.finish();
}

const review = new LanguageSupport(LRLanguage.define({ parser }));

function isColoured(state: EditorState): boolean {
  if (state.doc.length > COLOURED) return false;
  for (const line of state.doc.iterLines()) if (line.length > LONGEST_LINE) return false;
  return true;
}

export class Editor {
  readonly view: EditorView;
  #colours = new Compartment();
  #isColoured = false;
  #given = Text.empty;

  /** `onChange` is called after each change of the text, `onCheck` when Ctrl+Enter is pressed. */
  constructor(parent: HTMLElement, onChange: () => void, onCheck: () => void) {
    // In a shadow root CodeMirror needs no style elements, which the policy of the page forbids.
    const root = parent.attachShadow({ mode: "open" });
    const run = () => (onCheck(), true);
    this.view = new EditorView({
      root,
      parent: root as unknown as HTMLElement,
      state: EditorState.create({
        extensions: [
          keymap.of([{ key: "Mod-Enter", run }, ...defaultKeymap, ...historyKeymap, ...lintKeymap]),
          history(),
          lineNumbers(),
          lintGutter(),
          drawSelection(),
          highlightActiveLine(),
          EditorView.lineWrapping,
          EditorView.perLineTextDirection.of(true),
          EditorView.contentAttributes.of({
            "aria-label": "Text of the review",
            spellcheck: "false",
            tabindex: "0",
          }),
          syntaxHighlighting(style),
          theme,
          directions,
          this.#colours.of([]),
          EditorView.domEventHandlers({ drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0 }),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            queueMicrotask(() => this.#colour());
            onChange();
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.view.state.doc.toString().toWellFormed();
  }

  set text(text: string) {
    const { state } = this.view;
    this.view.dispatch({
      changes: { from: 0, to: state.doc.length, insert: text },
      selection: { anchor: 0 },
      scrollIntoView: true,
    });
  }

  /** Show a text that is not the user's own, such as a sample. */
  give(text: string): void {
    this.text = text;
    this.#given = this.view.state.doc;
  }

  /** Whether the user has changed the text, and it is not blank. */
  get isOwn(): boolean {
    const { doc } = this.view.state;
    return !doc.eq(this.#given) && this.text.trim() !== "";
  }

  get length(): number {
    return this.view.state.doc.length;
  }

  /** Underline findings; `mend` is called when the user chooses to fix one. */
  show(findings: Finding[], mend: (finding: Finding) => void): void {
    const { state } = this.view;
    const most = state.doc.length;
    const shown = findings.map((one): Diagnostic => {
      const from = Math.min(one.from, most);
      // A finding of no length is shown on the rest of its line.
      const to = one.to > one.from ? Math.min(one.to, most) : state.doc.lineAt(from).to;
      return {
        from,
        to: Math.max(to, from),
        severity: one.severity,
        source: one.code,
        message: one.help ? `${one.message}\n${one.help}` : one.message,
        actions: one.fix ? [{ name: one.fix.message, apply: () => mend(one) }] : [],
      };
    });
    this.view.dispatch(setDiagnostics(state, shown));
  }

  edit(edits: Edit[]): void {
    const most = this.length;
    this.view.dispatch({ changes: edits.filter((one) => one.to <= most), userEvent: "input.fix" });
  }

  /** Replace the text by a fixed one. Equal parts at both ends stay, and so does a cursor in them. */
  replace(text: string): void {
    const old = this.view.state.doc.toString();
    let from = 0;
    while (from < old.length && from < text.length && old[from] === text[from]) from++;
    let end = 0;
    const most = Math.min(old.length, text.length) - from;
    while (end < most && old[old.length - 1 - end] === text[text.length - 1 - end]) end++;
    const insert = text.slice(from, text.length - end);
    this.view.dispatch({ changes: { from, to: old.length - end, insert }, userEvent: "input.fix" });
  }

  /** Put the cursor at a place, and bring it into view. */
  go(at: number): void {
    const anchor = Math.min(at, this.length);
    this.view.dispatch({
      selection: { anchor },
      effects: EditorView.scrollIntoView(anchor, { y: "center" }),
    });
    this.view.focus();
  }

  #colour(): void {
    const wanted = isColoured(this.view.state);
    if (wanted === this.#isColoured) return;
    this.#isColoured = wanted;
    this.view.dispatch({ effects: this.#colours.reconfigure(wanted ? review : []) });
  }
}
