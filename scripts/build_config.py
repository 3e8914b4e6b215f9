"""Writes schemas/config.schema.json and the table of docs/configuration.md from `config.OPTIONS`.

Run it after a change of an option or of a rule: `python scripts/build_config.py`. With `--check` it
writes nothing, and exits with 1 if a file is out of date.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reviewfmt.characters import LANGUAGE_TAG
from reviewfmt.cli.reports import REPORTS
from reviewfmt.config.options import OPTIONS, Option, Shape
from reviewfmt.config.values import LARGEST_OPTION, MOST_ENTRIES, PATH_HERE
from reviewfmt.rules import RULES
from reviewfmt.rules.plugins import NAME
from reviewfmt.theme import THEMES

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schemas" / "config.schema.json"
PAGE = ROOT / "docs" / "configuration.md"
START, END = "<!-- options -->", "<!-- /options -->"

Schema = dict[str, Any]

PATH: Schema = {"type": "string", "pattern": "^[^\\u0000]+$"}
PLUGIN = f"^{NAME.pattern}$"
OWN_CODE = f"^(?:{NAME.pattern.upper()})[0-9]{{3}}$"
NUMBER: Schema = {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": LARGEST_OPTION}


def texts(items: Schema) -> Schema:
    return {"type": "array", "maxItems": MOST_ENTRIES, "items": items}


def beginnings() -> list[str]:
    """Return the useful prefixes of codes: for all, for a hundred, or for ten of them."""
    return sorted({code[:length] for code in RULES for length in (2, 3, 4)})


def any_case(word: str) -> str:
    return "".join(f"[{sign}{sign.lower()}]" if sign.isalpha() else sign for sign in word)


def code() -> Schema:
    """Return the schema of a code: a list for editors, and the pattern that `check` accepts."""
    begun = sorted({code[:length] for code in RULES for length in range(1, 5)} | {*RULES})
    tree = nested(begun)
    own = any_case("RF")
    return {
        "anyOf": [
            {"enum": [*RULES, *beginnings()]},
            {
                "type": "string",
                "pattern": rf"^\s*(?:{tree}|(?!{own})[A-Za-z]{{2,12}}[0-9]{{0,3}})\s*$",
            },
        ]
    }


def nested(words: Iterable[str]) -> str:
    """Return a pattern of words, in any case, with common prefixes merged."""
    groups: dict[str, list[str]] = {}
    ends = False
    for word in words:
        if word:
            groups.setdefault(word[0], []).append(word[1:])
        else:
            ends = True
    branches = [any_case(first) + nested(rest) for first, rest in groups.items()]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"


def language() -> Schema:
    pattern = re.sub(r"\((?!\?)", "(?:", LANGUAGE_TAG.pattern)
    return {"type": "string", "pattern": f"^(?:{pattern})$"}


def choice(words: Iterable[str], *, cased: bool = True) -> Schema:
    if cased:
        return {"enum": list(words)}
    return {
        "type": "string",
        "anyOf": [
            {"enum": list(words)},
            {"pattern": f"^(?:{'|'.join(map(any_case, map(str.upper, words)))})$"},
        ],
    }


def rules() -> Schema:
    """Return the schema of the options of rules; a rule without options has an empty table."""
    known = {
        code: {
            "type": "object",
            "description": f"{code} {rule.name}: {rule.summary}",
            "additionalProperties": False,
            "properties": {
                name: {**NUMBER, "default": default} for name, default in rule.options.items()
            },
        }
        for code, rule in RULES.items()
    }
    return {
        "type": "object",
        "maxProperties": MOST_ENTRIES,
        "properties": known,
        "patternProperties": {
            OWN_CODE: {"type": "object", "additionalProperties": NUMBER},
        },
        "additionalProperties": False,
    }


def shape(option: Option) -> Schema:
    """Return the schema of the value of an option."""
    web = "^https?://\\S+$"
    match option.shape:
        case Shape.TRUTH:
            return {"type": "boolean"}
        case Shape.WHOLE:
            return {"type": "integer", "minimum": 1, "maximum": option.most}
        case Shape.CHOICE:
            return choice(option.of)
        case Shape.REPORT:
            return choice(REPORTS)
        case Shape.THEME:
            return choice(THEMES, cased=False)
        case Shape.TEXTS:
            return texts({"type": "string"})
        case Shape.CODES:
            return texts({"$ref": "#/definitions/code"})
        case Shape.CODES_BY_GLOB:
            return {
                "type": "object",
                "maxProperties": MOST_ENTRIES,
                "additionalProperties": texts({"$ref": "#/definitions/code"}),
            }
        case Shape.PATH:
            return PATH
        case Shape.PATHS:
            return {"anyOf": [PATH, texts(PATH)]}
        case Shape.FOLDER:
            return {**PATH, "not": {"pattern": r"^[/\\]|(?:^|[/\\])\.\.(?:$|[/\\])"}}
        case Shape.LANGUAGE:
            return language()
        case Shape.CANONICAL:
            here = re.escape(PATH_HERE)
            return {"type": "string", "pattern": f"^https?://[^\\s{{}}]*{here}[^\\s{{}}]*$"}
        case Shape.ADDRESS:
            return {"type": "string", "pattern": web}
        case Shape.NAME:
            return {"type": "string", "pattern": r"\S"}
        case Shape.RULES:
            return rules()
        case Shape.PLUGINS:
            return {**texts({"type": "string", "pattern": PLUGIN}), "uniqueItems": True}


def plain(markdown: str) -> str:
    """Return the description of an option as a sentence without links."""
    said = re.sub(
        r" \(\[[^]]*\]\([^)]*\)\)|\[([^]]*)\]\([^)]*\)", lambda found: found[1] or "", markdown
    )
    return f"{said[:1].upper()}{said[1:]}."


def schema() -> Schema:
    """Return the schema of the table: all of reviewfmt.toml, or [tool.reviewfmt].

    It uses draft 7, which TOML editors and SchemaStore support.
    """
    properties = {}
    for one in OPTIONS:
        found = {"description": plain(one.says), **shape(one)}
        if one.default is not None:
            found["default"] = one.default
        properties[one.key] = found
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:reviewfmt:config:1.0",
        "title": "Configuration of reviewfmt",
        "description": "The keys of reviewfmt.toml, and of [tool.reviewfmt] in pyproject.toml.",
        "type": "object",
        "maxProperties": MOST_ENTRIES,
        "additionalProperties": False,
        "properties": properties,
        "definitions": {"code": {"description": "A code, or the beginning of codes.", **code()}},
    }


def written(value: object) -> str:
    return f"`{json.dumps(value)}`"


def table() -> str:
    """Return the table of the documentation."""
    rows = ["| Key | Default | What it says |", "| --- | --- | --- |"]
    for one in OPTIONS:
        key = f"{one.key}.CODE" if one.shape is Shape.RULES else one.key
        default = one.without if one.default is None else written(one.default)
        rows.append(f"| `{key}` | {default} | {one.says} |")
    return "\n".join(rows)


def rendered() -> dict[Path, str]:
    """Return the up-to-date text of each file."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return {
        SCHEMA: json.dumps(schema(), ensure_ascii=False, indent=2) + "\n",
        PAGE: f"{before}{START}\n{table()}\n{END}{after}",
    }


if __name__ == "__main__":
    made = rendered()
    if sys.argv[1:] == ["--check"]:
        sys.exit(any(path.read_text(encoding="utf-8") != text for path, text in made.items()))
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
