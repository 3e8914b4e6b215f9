"""The table of lines as a Lezer grammar: CodeMirror reads it.

A line is one token. The lines above lead to a state, and the tokenizer applies the rules of that
state. It looks at the lines below if a rule needs them. The context tracker remembers the state and
the title, so that an edit reads only what it changes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from reviewfmt.syntax.line_kinds import Kind
from scripts.editors.dialects import JAVASCRIPT
from scripts.editors.patterns import parts, patterns
from scripts.editors.spelling import factored, translated
from scripts.editors.table import (
    AHEAD,
    ASIDES,
    FARTHEST,
    REPEATED,
    START,
    STATES,
    Ahead,
    Rule,
)

TEMPLATE = Path(__file__).with_name("tokens.js")
"""The tokenizer, which uses the data that are written above it."""

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


def _term(rule: Rule) -> str:
    """Return the name of the token of a line that leads to a state; None stays."""
    return f"{rule.kind.value.title()}{(rule.state or '').title()}"


def _terms() -> dict[str, tuple[Kind, str | None]]:
    rules = (rule for rules in STATES.values() for rule in rules)
    return {_term(rule): (rule.kind, rule.state) for rule in rules}


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
    held = {name: translated(part, JAVASCRIPT) for name, part in parts().items()}
    shared, spelled = factored(spelled, held, lambda name: f"${{{name}}}")
    rules = [rule for rules in STATES.values() for rule in rules]
    below = {_term(one): one.state for one in rules if one.state}
    asides = sorted({_term(one) for one in rules if one.is_aside})
    titles = sorted({_term(one) for one in rules if one.kind is Kind.TITLE})
    leads = "".join(f"  [terms.{name}]: {_quoted(state)},\n" for name, state in below.items())
    data = (
        "\n".join(f"const {name} = String.raw`{part}`;" for name, part in shared.items()),
        _object("PATTERNS", {name: _compiled(pattern) for name, pattern in spelled.items()}),
        _ROWS_ARE + _object("STATES", {name: _rows(rules) for name, rules in STATES.items()}),
        _AHEAD_IS + _object("AHEAD", {name: _ahead(ahead) for name, ahead in AHEAD.items()}),
        f"// The state below a token, where it changes.\nconst BELOW = {{\n{leads}}};",
        f"const ASIDE_TERMS = [{', '.join(f'terms.{name}' for name in asides)}];\n"
        f"const TITLE_TERMS = [{', '.join(f'terms.{name}' for name in titles)}];\n"
        f"const ASIDES = {_quoted(ASIDES)};\n"
        f"const REPEATED = {_quoted(REPEATED)};\n"
        f"const START = {_quoted(START)};\n"
        f"const FARTHEST = {FARTHEST};",
        TEMPLATE.read_text(encoding="utf-8"),
    )
    return f"// {_WRITTEN}\n{_IMPORTS}\n" + "\n\n".join(data)


_IMPORTS = """import { ContextTracker, ExternalTokenizer } from "@lezer/lr";
import * as terms from "./review.parser.terms.js";
"""
_ROWS_ARE = """// The rules of each state: a pattern, the token, whether it holds below a blank line
// alone (true), not there (false), or everywhere (null), and what the lines below must hold.
"""
_AHEAD_IS = """// What rules look for below: steps of a pattern, what it decides, and whether the
// line must be alone; whether the next line must be blank; what a blank line decides; what the end.
"""


def _object(name: str, values: Mapping[str, str]) -> str:
    rows = "".join(f"  {_quoted(key)}: {value},\n" for key, value in values.items())
    return f"const {name} = {{\n{rows}}};"


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _compiled(pattern: str) -> str:
    if "`" in pattern:
        raise ValueError(f"a backtick in {pattern}")
    return f'new RegExp(String.raw`^(?:{pattern})`, "u")'


def _rows(rules: Sequence[Rule]) -> str:
    return f"[\n{''.join(map(_row, rules))}  ]"


def _row(rule: Rule) -> str:
    asked = f"{_quoted(rule.below_blank)}, {_quoted(rule.ahead)}"
    return f"    [{_quoted(rule.pattern)}, terms.{_term(rule)}, {asked}],\n"


def _ahead(ahead: Ahead) -> str:
    return _quoted([ahead.steps, ahead.apart, ahead.blank, ahead.end])


def _highlight() -> str:
    tags = ",\n".join(f"  {kind.value.title()}: tags.{tag}" for kind, tag in TAGS.items())
    return (
        f"// {_WRITTEN}\n"
        'import { styleTags, tags } from "@lezer/highlight";\n\n'
        f"export const highlighting = styleTags({{\n{tags},\n}});\n"
    )
