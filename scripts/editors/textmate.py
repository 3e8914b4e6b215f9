"""The table of lines as a TextMate grammar: VS Code, Sublime Text and GitHub read it.

Such a grammar sees one line at a time. A part of the document is a rule that begins with the first
line of the part and never ends: the next part begins inside it. For what is different below a blank
line, a rule begins with the blank line and ends at the line after the next one.
"""

from __future__ import annotations

from typing import Any

from reviewfmt.syntax.line_kinds import Kind
from scripts.editors.dialects import ONIGURUMA
from scripts.editors.patterns import patterns, pieces
from scripts.editors.spelling import translated
from scripts.editors.table import REPEATED, START, STATES, Rule

NAME = "review"
_NEVER = "(?!)"

SCOPES: dict[Kind, str] = {
    Kind.COMMENT: "comment.line.percentage",
    Kind.ESCAPED: "meta.paragraph",
    Kind.HEADING: "markup.heading.2",
    Kind.TITLE: "markup.heading.1",
    Kind.QUOTE: "markup.quote",
    Kind.FIGURE: "markup.underline.link.image",
    Kind.COMMENTS: "comment.block.comments",
    Kind.BOILERPLATE: "comment.block.boilerplate",
    Kind.GUIDE: "keyword.other.guide",
    Kind.SEASON: "keyword.other.season",
    Kind.VERDICT: "keyword.other.verdict",
    Kind.ENTRY: "entity.name.function.entry",
    Kind.RATING: "variable.other.rating",
    Kind.FIELD: "string.unquoted.field",
    Kind.ITEM: "markup.list.unnumbered",
    Kind.PROSE: "meta.paragraph",
}
"""The scope of each kind of line, without the language at its end."""

_INSIDE: dict[Kind, tuple[str, ...]] = {
    Kind.ESCAPED: ("escape", "marks"),
    Kind.HEADING: ("score", "marks"),
    Kind.TITLE: ("marks",),
    Kind.QUOTE: ("marks",),
    Kind.GUIDE: ("score",),
    Kind.SEASON: ("score",),
    Kind.VERDICT: ("bullet", "score", "alone", "marks"),
    Kind.ENTRY: ("label", "bullet", "score", "marks"),
    Kind.RATING: ("bullet", "score", "alone", "marks"),
    Kind.FIELD: ("key",),
    Kind.ITEM: ("bullet", "marks"),
    Kind.PROSE: ("marks",),
}
"""The patterns inside a line of each kind."""


def line_scope(kind: Kind) -> str:
    """Return the scope that names the kind of a line, independent of its colour."""
    return f"meta.line.{kind.value.lower()}.{NAME}"


def grammar() -> dict[str, Any]:
    """Return the grammar as the content of its JSON file."""
    spelled = {name: translated(pattern, ONIGURUMA) for name, pattern in patterns().items()}
    repository: dict[str, Any] = {}
    for state, rules in STATES.items():
        known = [rule for rule in rules if rule.blind and rule.pattern != REPEATED]
        is_split = any(rule.below_blank is not None for rule in known)
        tight = [_named(rule, repository, spelled) for rule in known if not rule.below_blank]
        repository[state] = {
            "patterns": [*([_below_blank(state)] if is_split else []), *map(_include, tight)]
        }
        if is_split:
            apart = [
                _named(rule, repository, spelled, apart=True)
                for rule in known
                if rule.below_blank is not False
            ]
            repository[f"{state}-below-blank"] = {"patterns": list(map(_include, apart))}
    repository |= _pieces()
    return {
        "name": "Review",
        "scopeName": f"text.{NAME}",
        "fileTypes": [NAME],
        "patterns": [_include(START)],
        "repository": dict(sorted(repository.items())),
    }


def _include(name: str) -> dict[str, str]:
    return {"include": f"#{name}"}


def _below_blank(state: str) -> dict[str, Any]:
    return {
        "begin": r"^\s*$",
        "end": r"^(?=\s*\S)|(?<=\S)\s*$",
        "applyEndPatternLast": 1,
        "patterns": [_include(f"{state}-below-blank")],
    }


def _named(
    rule: Rule, repository: dict[str, Any], spelled: dict[str, str], *, apart: bool = False
) -> str:
    """Put a rule into the repository, once, and return its name there.

    A line that is ignored is a rule that ends at the next line. A rule for lines below a blank
    line (`apart`) continues after it.
    """
    stays = apart and rule.is_aside
    where = "apart" if stays else rule.state or "here"
    name = "-".join((rule.pattern.replace(" ", "-"), rule.kind.value.lower(), where))
    if name in repository:
        return name
    line = {
        "name": f"{SCOPES[rule.kind]}.{NAME} {line_scope(rule.kind)}",
        "patterns": [_include(f"piece-{one}") for one in _INSIDE.get(rule.kind, ())],
    }
    whole = rf"^\s*(?={spelled[rule.pattern]}).*$"
    if stays:
        repository[name] = {"begin": whole, "beginCaptures": {"0": line}, "end": "^"}
    elif rule.state is None:
        repository[name] = {"match": whole, "captures": {"0": line}}
    else:
        repository[name] = {
            "begin": whole,
            "beginCaptures": {"0": line},
            "end": _NEVER,
            "patterns": [_include(rule.state)],
        }
    return name


def _pieces() -> dict[str, Any]:
    spelled = {name: translated(pattern, ONIGURUMA) for name, pattern in pieces().items()}
    separated = {
        "1": {"name": f"punctuation.separator.score.{NAME}"},
        "2": {"name": f"constant.numeric.score.{NAME}"},
    }
    return {
        "piece-label": {
            "match": rf"^{spelled['label']}",
            "captures": {
                "1": {"name": f"punctuation.definition.list.begin.{NAME}"},
                "2": {"name": f"storage.type.label.{NAME}"},
            },
        },
        "piece-bullet": {
            "match": rf"^{spelled['bullet']}",
            "captures": {"2": {"name": f"punctuation.definition.list.begin.{NAME}"}},
        },
        "piece-score": {"match": spelled["score"], "captures": separated},
        "piece-alone": {"match": spelled["alone"], "captures": separated},
        "piece-key": {
            "match": r"^\s*([^\s:：][^:：]*?)\s*([:：])",
            "captures": {
                "1": {"name": f"entity.other.attribute-name.{NAME}"},
                "2": {"name": f"punctuation.separator.key-value.{NAME}"},
            },
        },
        "piece-escape": {
            "match": r"^\s*(\\)",
            "captures": {"1": {"name": f"constant.character.escape.{NAME}"}},
        },
        "piece-marks": {"patterns": _marks()},
    }


def _marks() -> list[dict[str, Any]]:
    """Return the patterns of marks; a mark ends on the line on which it begins."""
    inside = [_include("piece-marks")]
    return [
        {"name": f"constant.character.escape.{NAME}", "match": r"\\[!-/:-@\[-`{-~]"},
        *(
            {"name": f"{scope}.{NAME}", "match": match, "captures": {"1": {"patterns": inside}}}
            for scope, match in (
                ("markup.bold", r"\*\*(?![\s*])((?:[^*]|\*(?!\*))+?)(?<!\s)\*\*"),
                ("markup.italic", r"(?<![\w*])\*(?![\s*])([^*]+?)(?<!\s)\*(?![\w*])"),
                ("markup.strikethrough.spoiler", r"\|\|(?![\s|])((?:[^|]|\|(?!\|))+?)(?<!\s)\|\|"),
            )
        ),
        {
            "match": r"(\[)([^\[\]]+)(\]\([^()\s]*\))",
            "captures": {
                "2": {"name": f"string.other.link.title.{NAME}", "patterns": inside},
                "3": {"name": f"markup.underline.link.{NAME}"},
            },
        },
        {"name": f"markup.underline.link.{NAME}", "match": r"<[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]+>"},
    ]
