"""The table of lines as a Lezer grammar: CodeMirror reads it.

A line is one token. The tokenizer asks the rules of the state that the lines above lead to; the
context tracker remembers that state, so that an edit reads only what it changes.
"""

from __future__ import annotations

import json

from reviewfmt.syntax.shapes import Kind
from scripts.editors.dialects import JAVASCRIPT, translated
from scripts.editors.table import START, STATES, Rule, patterns

TAGS: dict[Kind, str] = {
    Kind.COMMENT: "lineComment",
    Kind.ESCAPED: "content",
    Kind.HEADING: "heading2",
    Kind.TITLE: "heading1",
    Kind.QUOTE: "quote",
    Kind.FIGURE: "url",
    Kind.COMMENTS: "comment",
    Kind.BOILERPLATE: "comment",
    Kind.GUIDE: "keyword",
    Kind.SEASON: "keyword",
    Kind.VERDICT: "strong",
    Kind.ENTRY: "className",
    Kind.RATING: "propertyName",
    Kind.FIELD: "attributeName",
    Kind.ITEM: "list",
    Kind.PROSE: "content",
}
"""CodeMirror's tag for each kind of line."""

_WRITTEN = "Written by `make editors` from grammar/, not by hand."


def outputs() -> dict[str, str]:
    """Return the text of each file, by its name."""
    return {"review.grammar": _grammar(), "tokens.js": _tokens(), "highlight.js": _highlight()}


def _term(kind: Kind, state: str | None) -> str:
    """Return the name of the token of a line that leads to a state; None stays."""
    return f"{kind.value.title()}{(state or '').title()}"


def _terms() -> dict[str, tuple[Kind, str | None]]:
    rules = (rule for rules in STATES.values() for rule in rules)
    return {_term(rule.kind, rule.state): (rule.kind, rule.state) for rule in rules}


def _grammar() -> str:
    terms = _terms()
    declared = ",\n".join(
        f"  {name}[@name={kind.value.title()}]" for name, (kind, _) in sorted(terms.items())
    )
    lines = " | ".join(sorted(terms))
    return (
        f"// {_WRITTEN}\n"
        '@external propSource highlighting from "./highlight.js"\n'
        '@context state from "./tokens.js"\n'
        "@top Review { (blank | line)* }\n"
        f"line {{ {lines} }}\n"
        f'@external tokens lines from "./tokens.js" {{\n  blank,\n{declared}\n}}\n'
    )


def _tokens() -> str:
    spelled = {name: translated(pattern, JAVASCRIPT) for name, pattern in patterns().items()}
    shown = ",\n".join(
        f"  {json.dumps(name)}: /^(?:{pattern})/u" for name, pattern in spelled.items()
    )
    states = ",\n".join(
        f"  {state}: [\n{''.join(map(_row, rules))}  ]" for state, rules in STATES.items()
    )
    below = ", ".join(
        f"[terms.{name}]: {json.dumps(state)}"
        for name, (_, state) in sorted(_terms().items())
        if state is not None
    )
    return f"""// {_WRITTEN}
import {{ ContextTracker, ExternalTokenizer }} from "@lezer/lr";
import * as terms from "./review.parser.terms.js";

const PATTERNS = {{
{shown}
}};

// The rules of each state: a pattern, the token, and whether it holds below a blank line alone
// (true), not there (false), or everywhere (null).
const STATES = {{
{states}
}};

// The state below a token, where it changes.
const BELOW = {{ {below} }};

class Place {{
  constructor(state, isBelowBlank) {{
    this.state = state;
    this.isBelowBlank = isBelowBlank;
    this.hash = Object.keys(STATES).indexOf(state) * 2 + (isBelowBlank ? 1 : 0);
  }}
}}

export const state = new ContextTracker({{
  start: new Place({json.dumps(START)}, false),
  shift: (place, term) =>
    term === terms.blank
      ? new Place(place.state, true)
      : new Place(BELOW[term] ?? place.state, false),
  hash: (place) => place.hash,
}});

export const lines = new ExternalTokenizer(
  (input, stack) => {{
    let text = "";
    let length = 0;
    for (let code; (code = input.peek(length)) >= 0; length++) {{
      if (code === 10) break;
      text += String.fromCharCode(code);
    }}
    const end = input.peek(length) === 10 ? length + 1 : length;
    if (end === 0) return;
    const line = text.trim();
    if (line === "") return input.acceptToken(terms.blank, end);
    const {{ state: here, isBelowBlank }} = stack.context;
    for (const [pattern, term, below] of STATES[here]) {{
      if (below !== null && below !== isBelowBlank) continue;
      if (PATTERNS[pattern].test(line)) return input.acceptToken(term, end);
    }}
  }},
  {{ contextual: true }},
);
"""


def _row(rule: Rule) -> str:
    term = f"terms.{_term(rule.kind, rule.state)}"
    return f"    [{json.dumps(rule.pattern)}, {term}, {json.dumps(rule.below_blank)}],\n"


def _highlight() -> str:
    tags = ",\n".join(f"  {kind.value.title()}: tags.{tag}" for kind, tag in TAGS.items())
    return (
        f"// {_WRITTEN}\n"
        'import { styleTags, tags } from "@lezer/highlight";\n\n'
        f"export const highlighting = styleTags({{\n{tags},\n}});\n"
    )
