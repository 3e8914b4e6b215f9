"""Writes conformance/ from the examples of docs/spec.md and from the fixtures of the parser.

Run it after a change of the format: `make conformance`. With `--check` it writes nothing, names
the files that are out of date, and exits with 1 if there are any. It also updates the patterns in
the last appendix of docs/spec.md from the grammar.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.document import to_data
from reviewfmt.fields import TITLE_FIELDS
from reviewfmt.model import FIELDS
from reviewfmt.parser import Parsed, parse
from reviewfmt.parser.resolve import resolve
from reviewfmt.source import decode
from reviewfmt.syntax import inline
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.lines import read_lines
from reviewfmt.syntax.words import built_in

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / "docs" / "spec.md"
GRAMMAR = ROOT / "grammar" / "review.lark"
FOLDER = ROOT / "conformance"
FIXTURES = ROOT / "tests" / "data"

TITLE = "Harbour Lights Season 1 Review – Calm at sea"
BEFORE, AFTER = f"{TITLE}\n\n", "\n\nVerdict: 8/10\n"

_FENCE = re.compile(r"^```(\w[^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_UNSEEN = str.maketrans({"␣": "\u00a0", "⇥": "\t", "␍": "\r", "␇": "\x07", "␠": " ", "⏎": "\u2028"})
_FINDING = re.compile(r"\d+:\d+ RF\d{3}$")
_QUICK = frozenset(
    ("PLAIN", "PLAIN_ENTRY", "_PLAIN", "UNSCORED", "_NO_SCORE", "_MAY_BE_SCORE", "SCORE_SIGN")
)
"""Terminals that only save time: other terminals decide the same."""
_SHAPES = re.compile(r"(?<=<!-- shapes -->\n).*?(?=<!-- /shapes -->)", re.DOTALL)


# -- the examples of the spec -----------------------------------------------------------------


class Example(NamedTuple):
    """A code block of the spec: its kind, its name, and its content.

    `rows` are the lines of a table as text and result; `findings` and `rest` follow `---`.
    """

    kind: str
    name: str
    text: str
    rows: tuple[tuple[str, str], ...] = ()
    findings: tuple[str, ...] = ()
    rest: str = ""


TEXTS = ("review", "part", "lines")
"""The kinds of examples with a text."""


def examples() -> list[Example]:
    """Return the examples of the spec, in its order."""
    found: list[Example] = []
    counts: dict[str, int] = {}
    for fence in _FENCE.finditer(SPEC.read_text(encoding="utf-8")):
        kind, _, name = fence[1].partition(" ")
        if kind == "text":
            continue
        text, _, rest = fence[2].translate(_UNSEEN).partition("\n---\n")
        text = text.removesuffix("\n")
        if kind in ROWS:
            counts[kind] = counts.get(kind, 0) + 1
            rows = tuple(_row(line) for line in text.split("\n"))
            found.append(Example(kind, f"{kind}-rows-{counts[kind]}", text, rows))
            continue
        lines = rest.splitlines(keepends=True)
        findings = tuple(line.strip() for line in lines if _FINDING.match(line.strip()))
        rest = "".join(line for line in lines if not _FINDING.match(line.strip()))
        rows = ()
        if kind == "lines":
            rows = tuple(_row(line) if line.strip() else ("", "") for line in text.split("\n"))
            text = "\n".join(line for line, _ in rows)
        found.append(Example(kind, name, text, rows, findings, rest))
    return found


def _row(line: str) -> tuple[str, str]:
    text, arrow, result = line.rpartition(" => ")
    if not arrow:
        raise ValueError(f"a line of a table without =>: {line!r}")
    return text.rstrip(" "), result.strip()


def source(example: Example) -> str:
    """Return the whole text of an example."""
    if example.kind == "review":
        return example.text + "\n"
    return BEFORE + example.text + AFTER


def kinds_shown(parsed: Parsed) -> list[str]:
    """Return the kinds of the lines of a `lines` example; a cut line has several in a row."""
    shown: dict[int, list[str]] = {}
    for line in parsed.lines:
        shown.setdefault(line.line, []).append(str(line.kind))
    return [" ".join(shown.get(number, [])) for number in range(1, parsed.text.count("\n") + 2)]


# -- rows -------------------------------------------------------------------------------------


def _told(parsed: Parsed) -> str:
    return "".join(f" ({one.code})" for one in parsed.diagnostics if one.code != "RF102")


def _score(score: Any) -> str:
    if score is None:
        return "-"
    return str(score["grade"]) if "grade" in score else f"{score['value']}/{score['out_of']}"


def _columns(*columns: object) -> str:
    """Return columns separated by bars, without empty ones at the end."""
    shown = ["-" if one is None or one == "" else str(one) for one in columns]
    while len(shown) > 1 and shown[-1] == "-":
        shown.pop()
    return " | ".join(shown)


def _kind_of(text: str) -> str:
    return str(classify(text.strip(), built_in()).kind)


def _cut(text: str) -> str:
    return " ¦ ".join(line.text for line in read_lines(text, built_in()))


def _score_row(text: str) -> str:
    parsed = parse(f"{TITLE}\n\nVerdict: {text}\n")
    verdict = to_data(parsed.review)["verdict"]
    if parsed.lines[-1].kind != "VERDICT":
        return "no verdict"
    if isinstance(verdict, dict) and verdict["score"] is not None:
        return _columns(_score(verdict["score"]), verdict["note"]) + _told(parsed)
    return parsed.diagnostics[0].code


def _rating_row(text: str) -> str:
    if (kind := _kind_of(text)) != "RATING":
        return kind
    parsed = parse(f"{BEFORE}{text}{AFTER}")
    rating = to_data(parsed.review)["ratings"][0]  # type: ignore[index]  # the data is untyped
    return _columns(rating["aspect"], _score(rating["score"]), rating["note"]) + _told(parsed)


def _title_row(text: str) -> str:
    parsed = parse(f"{text}\n\nVerdict: 8/10\n")
    review = parsed.review
    if not review.title.text:
        return parsed.diagnostics[0].code
    return _columns(review.work, review.season, review.tagline) + _told(parsed)


def _entries(parsed: Parsed) -> str:
    data: Any = to_data(parsed.review)
    shown = [_entry(one) for guide in data["guides"] for one in guide["episodes"]]
    return (" ¦ ".join(shown) or "no entry") + _told(parsed)


def _entry(data: Any) -> str:
    notes = " ".join(note["paragraph"] for note in data["notes"])
    return _columns(_label(data), data["title"], _score(data["score"]), notes)


def _label(data: Any) -> str:
    if data["label"] is None:
        return "-"
    numbers = [str(data[key]) for key in ("number", "number_end") if data[key] is not None]
    return " ".join([data["label"], "–".join(numbers)]).strip()


def _inline_row(text: str) -> str:
    return "".join(map(_tagged, inline.inlines(text)))


def _tagged(node: inline.Inline) -> str:
    match node:
        case inline.Text(text):
            return text
        case inline.Link(target, children):
            return f'<a href="{target}">{"".join(map(_tagged, children))}</a>'
    tags = {inline.Emphasis: "em", inline.Strong: "strong", inline.Spoiler: "spoiler"}
    tag = tags[type(node)]
    return f"<{tag}>{''.join(map(_tagged, node.children))}</{tag}>"


def _field_row(text: str) -> str:
    parsed = parse(f"{TITLE}\n{text}\n\nIt is calm.\n\nVerdict: 8/10\n")
    if parsed.lines[1].kind != "FIELD":
        return _kind_of(text)
    rows = outline(to_data(parsed.review))
    wanted = [row for row in rows if row.startswith(FIELD_ROWS)]
    changed = [row for row in wanted if row not in _PLAIN]
    errors = [one.code for one in parsed.diagnostics if one.severity == "error"]
    return errors[0] if errors else "; ".join(changed) or "-"


ROWS: Mapping[str, Callable[[str], str]] = {
    "kind": _kind_of,
    "cut": _cut,
    "score": _score_row,
    "rating": _rating_row,
    "title": _title_row,
    "entry": lambda text: _entries(parse(f"{BEFORE}{text}{AFTER}")),
    "guide-entry": lambda text: _entries(parse(f"{BEFORE}Episode Guide\n{text}{AFTER}")),
    "inline": _inline_row,
    "field": _field_row,
}
"""The function for the result of a row, by the kind of the table."""


def row_source(kind: str, text: str) -> str:
    """Return the whole text in which a row is read, as in conformance/."""
    forms = {
        "score": f"{TITLE}\n\nVerdict: {text}\n",
        "title": f"{text}\n\nVerdict: 8/10\n",
        "guide-entry": f"{BEFORE}Episode Guide\n{text}{AFTER}",
        "field": f"{TITLE}\n{text}\n\nIt is calm.\n\nVerdict: 8/10\n",
    }
    return forms.get(kind, f"{BEFORE}{text}{AFTER}")


# -- outlines ---------------------------------------------------------------------------------

HEAD_ROWS = ("title |", *(f"{one.name} |" for one in TITLE_FIELDS))
FIELD_ROWS = tuple(
    f"{name} |" for name in ("extra", *(one.name for one in (*TITLE_FIELDS, *FIELDS)))
)


def outline(data: Any) -> list[str]:
    """Return a JSON document as the outline that the spec's examples use."""
    rows = [_columns("title", data["title"]), _columns("work", data["work"])]
    rows += [f"season | {'-' if data['season'] is None else data['season']}"]
    rows += [f"tagline | {data['tagline'] or '-'}"]
    for key, value in data["metadata"].items():
        if key == "extra":
            rows += [f"extra | {name} | {text}".rstrip(" |") for name, text in value.items()]
        elif value is not None:
            shown = ", ".join(value) if isinstance(value, list) else value
            rows.append(f"{key} | {shown}")
    rows += _section_rows(data, None)
    for index, guide in enumerate(data["guides"]):
        rows.append(_columns("guide", guide["season"], _score(guide["score"])))
        for one in guide["episodes"]:
            rows.append("  " + _columns(_label(one), one["title"], _score(one["score"])))
            rows += [f"    {row}" for block in one["notes"] for row in _block(block)]
        rows += _section_rows(data, index)
    for one in data["ratings"]:
        rows.append(_columns("rating", one["aspect"], _score(one["score"]), one["note"]))
    if data["verdict"] is not None:
        verdict = data["verdict"]
        rows.append(_columns("verdict", _score(verdict["score"]), verdict["note"]))
    return rows + [f"boilerplate | {line}" for line in data["boilerplate"]]


def _section_rows(data: Any, guide: int | None) -> Iterator[str]:
    for section in data["sections"]:
        if section["guide"] == guide:
            yield _columns("section", section["heading"], _score(section["score"]))
            for block in section["blocks"]:
                yield from (f"  {row}" for row in _block(block))


def _block(block: Any) -> list[str]:
    if "paragraph" in block:
        return [f"paragraph | {block['paragraph']}"]
    if "list" in block:
        return ["list", *(f"  • {item}" for item in block["list"])]
    if "numbered" in block:
        start = block["start"]
        items = enumerate(block["numbered"], start)
        return ["numbered", *(f"  {number}. {item}" for number, item in items)]
    if "quote" in block:
        return ["quote", *(f"  > {paragraph}" for paragraph in block["quote"])]
    figure = block["figure"]
    return [_columns("figure", figure["src"], figure["alt"], figure["caption"])]


_PLAIN = frozenset(outline(to_data(parse(f"{TITLE}\n\nVerdict: 8/10\n").review)))


# -- cases ------------------------------------------------------------------------------------


def case(name: str, data: bytes) -> dict[str, object]:
    """Return a case of conformance/: a source, and the result of reading it."""
    found: dict[str, object] = {"name": name}
    try:
        text = decode(data)
    except ReviewError as error:
        found["bytes"] = base64.b64encode(data).decode("ascii")
        found |= {"lines": [], "tokens": [], "document": None}
        return found | {"findings": _findings(error.diagnostics)}
    if text.encode("utf-8") == data:
        found["text"] = text
    else:
        found["bytes"] = base64.b64encode(data).decode("ascii")
    parsed = parse(text)
    found["lines"] = [[one.line, one.column, one.kind, one.part] for one in parsed.lines]
    found["tokens"] = tokens(text)
    found["document"] = document(parsed)
    return found | {"findings": _findings(parsed.diagnostics)}


def document(parsed: Parsed) -> object:
    """Return the JSON document of a text; None if errors prevent it."""
    if any(one.severity == "error" for one in parsed.diagnostics):
        return None
    return to_data(parsed.review)


def _findings(found: Sequence[Diagnostic]) -> list[dict[str, object]]:
    return [
        {
            "line": one.span.line,
            "column": one.span.column,
            "code": one.code,
            "severity": one.severity.value,
        }
        for one in found
    ]


def tokens(text: str) -> list[list[str]]:
    """Return the tokens of a text for the rules of the grammar: a type and a text each."""
    words = built_in()
    lines = read_lines(text, words)
    if not lines:
        return []
    found = resolve(lines, words).tokens
    return [[kind, _token_text(kind, node)] for kind, nodes in found for node in nodes]


def _token_text(kind: str, value: Any) -> str:
    if kind in ("HEADING", "BULLET", "NUMBER"):
        value = value[0]
    if kind == "FIELD":
        return f"{value.key}: {value.value}"
    if kind == "ENTRY":
        return value.title or ""
    if kind == "RATING":
        return str(value.aspect)
    if kind == "FIGURE":
        return str(value.src)
    return getattr(value, "text", "")


def spec_cases() -> Iterator[dict[str, object]]:
    """Yield a case for each text of the spec, and for each row of a table."""
    for example in examples():
        if example.kind in TEXTS:
            yield case(example.name, source(example).encode("utf-8"))
        elif example.kind in ROWS and example.kind != "inline":
            for number, (text, _) in enumerate(example.rows, 1):
                name = f"{example.name}-{number}"
                yield case(name, row_source(example.kind, text).encode("utf-8"))


def fixture_cases(folder: str) -> Iterator[dict[str, object]]:
    """Yield a case for each fixture of a folder."""
    for path in sorted((FIXTURES / folder).glob("*.review")):
        yield case(path.stem, path.read_bytes())


def row_cases(*kinds: str) -> list[dict[str, str]]:
    """Return the rows of the spec's tables of some kinds: text and result."""
    return [
        {"table": example.kind, "text": text, "gives": gives}
        for example in examples()
        if example.kind in kinds
        for text, gives in example.rows
    ]


def files() -> dict[str, str]:
    """Return the texts of the generated files of conformance/ by name."""
    return {
        "spec.json": _cases(spec_cases()),
        "parser.json": _cases(fixture_cases("parser")),
        "malformed.json": _cases(fixture_cases("malformed")),
        "rows.json": _cases(row_cases(*ROWS)),
    }


def _cases(cases: Iterator[dict[str, object]] | list[dict[str, str]]) -> str:
    """Return cases as JSON, one per line, for readable diffs."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in cases)
    return f"[\n{lines}\n]\n"


# -- the appendix of shapes -------------------------------------------------------------------


def with_shapes(spec: str) -> str:
    """Return the spec with up-to-date patterns in the appendix."""
    return _SHAPES.sub(lambda _: shapes(), spec)


def shapes() -> str:
    """Return the terminals of the grammar that are patterns, as the spec shows them."""
    lines = GRAMMAR.read_text(encoding="utf-8").split("\n")
    shown = (line for line in lines if re.match(r"[A-Z_]+: ", line))
    kept = [line for line in shown if line.partition(":")[0] not in _QUICK]
    return "```text\n" + "\n".join(kept) + "\n```\n"


def main(arguments: Sequence[str]) -> int:
    """Write the files, or check that they are up to date."""
    wanted = {FOLDER / name: text for name, text in files().items()}
    spec = SPEC.read_text(encoding="utf-8")
    wanted[SPEC] = with_shapes(spec)
    different = [
        path
        for path, text in wanted.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in arguments:
        for path in different:
            print(f"{path.relative_to(ROOT)} differs: run make conformance")
        return 1 if different else 0
    FOLDER.mkdir(exist_ok=True)
    for path in different:
        path.write_text(wanted[path], encoding="utf-8")
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
