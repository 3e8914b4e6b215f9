"""The examples of docs/spec.md run, and its tables say what the code says."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.document import to_data
from reviewfmt.findings import FINDINGS
from reviewfmt.linter import Settings
from reviewfmt.linter.json_document import findings_of
from reviewfmt.parser import parse
from reviewfmt.rules import RULES
from reviewfmt.source import decode
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.parts import TRANSITIONS, Part, step
from scripts.export_conformance import (
    HEAD_ROWS,
    ROWS,
    SPEC,
    TEXTS,
    Example,
    examples,
    kinds_shown,
    outline,
    source,
    with_shapes,
)

ROOT = Path(__file__).resolve().parent.parent
TEXT = SPEC.read_text(encoding="utf-8")
EXAMPLES = examples()
OTHERS = ("canonical", "document")
CITED = re.compile(r"\bspec(?:\.md)?, (\"[^\"]+\"(?:(?:,| and) \"[^\"]+\")*)")


def of_kind(*kinds: str) -> pytest.MarkDecorator:
    chosen = [example for example in EXAMPLES if example.kind in kinds]
    return pytest.mark.parametrize("case", chosen, ids=[example.name for example in chosen])


def places(found: tuple[Diagnostic, ...], above: int = 0) -> tuple[str, ...]:
    return tuple(f"{one.span.line - above}:{one.span.column} {one.code}" for one in found)


# -- the examples -----------------------------------------------------------------------------


def test_there_are_enough_examples_each_with_a_name_of_its_own() -> None:
    assert {example.kind for example in EXAMPLES} == {*ROWS, *TEXTS, *OTHERS}
    rows = [row for example in EXAMPLES if example.kind in ROWS for row in example.rows]
    texts = [example for example in EXAMPLES if example.kind not in ROWS]
    assert len(rows) + len(texts) >= 300
    assert len(texts) >= 80
    names = [example.name for example in EXAMPLES]
    assert len(set(names)) == len(names)


def test_examples_are_numbered_in_their_order() -> None:
    last: dict[str, int] = {}
    for example in EXAMPLES:
        group, _, number = example.name.rpartition("-")
        assert int(number) == last.get(group, 0) + 1, example.name
        last[group] = int(number)


def test_no_row_stands_twice_in_tables_of_one_kind() -> None:
    for kind in ROWS:
        texts = [text for one in EXAMPLES if one.kind == kind for text, _ in one.rows]
        assert sorted(set(texts)) == sorted(texts)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        pytest.param(example.kind, text, expected, id=f"{example.name}: {text}")
        for example in EXAMPLES
        if example.kind in ROWS
        for text, expected in example.rows
    ],
)
def test_a_row_of_a_table_gives_what_the_spec_says(kind: str, text: str, expected: str) -> None:
    assert ROWS[kind](text) == expected


@of_kind("review", "part")
def test_a_text_reads_as_the_spec_says(case: Example) -> None:
    part = case.kind == "part"
    parsed = parse(source(case))
    assert places(parsed.diagnostics, 2 if part else 0) == case.findings
    errors = any(one.severity == "error" for one in parsed.diagnostics)
    if errors and not case.rest.strip():
        return
    data = to_data(parsed.review)
    if case.rest.startswith("{"):
        expected = json.loads(case.rest)
        assert {key: data[key] for key in expected} == expected
        return
    shown = case.rest.rstrip("\n").split("\n") if case.rest.strip() else []
    kept = tuple(start for start in HEAD_ROWS if not any(row.startswith(start) for row in shown))
    rows = [row for row in outline(data) if not row.startswith(kept)]
    if part and not errors:
        rows.remove("verdict | 8/10")
    assert rows == shown


@of_kind("lines")
def test_lines_have_the_kinds_that_the_spec_says(case: Example) -> None:
    parsed = parse(source(case))
    shown = kinds_shown(parsed)[2 : 2 + len(case.rows)]
    assert shown == [kinds for _, kinds in case.rows]
    assert places(parsed.diagnostics, 2) == case.findings


@of_kind("canonical")
def test_the_canonical_form_is_as_the_spec_says(case: Example) -> None:
    from reviewfmt.writer import dumps

    parsed = parse(case.text + "\n")
    assert [one for one in parsed.diagnostics if one.severity == "error"] == []
    assert dumps(parsed.review) == case.rest
    assert dumps(parse(case.rest).review) == case.rest


@of_kind("document")
def test_what_is_found_in_a_document_is_as_the_spec_says(case: Example) -> None:
    found = findings_of(case.text, None, (), Settings())
    assert places(tuple(sorted(found, key=lambda one: one.span.offset))) == case.findings


# -- the tables -------------------------------------------------------------------------------


def table(heading: str, first: str) -> list[list[str]]:
    """Return the rows of the table under a heading whose first column has a name."""
    part = TEXT.split(f"\n{heading}\n", 1)[1]
    body = part.split(f"\n| {first} |", 1)[1].split("\n\n", 1)[0]
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in body.split("\n")[2:]]
    return [[cell.strip() for cell in row] for row in rows]


def test_the_table_of_kinds_is_the_order_of_the_code() -> None:
    assert [row[0] for row in table("## Kinds of lines", "kind")] == list(Kind)


def test_the_table_of_parts_is_the_transitions_of_the_code() -> None:
    header = [Part.TOP, Part.FIELDS, Part.GUIDE, Part.BODY, Part.COMMENTS]
    said: dict[str, dict[str, str]] = {}
    for row in table("## Parts", "part"):
        name = row[0].strip("`")
        stays, *goes = row[1:]
        targets = dict(zip([name, *header[1:]], [stays, *goes], strict=True))
        known = {
            kind.strip(): target
            for target, cell in [(name, stays), *zip(header[1:], goes, strict=True)]
            for kind in cell.split(",")
            if kind.strip() in set(Kind)
        }
        (rest,) = (
            target
            for target, cell in [(name, stays), *zip(header[1:], goes, strict=True)]
            if cell in ("every other kind", "every kind")
        )
        said[name] = {kind: known.get(kind, rest) for kind in Kind}
        assert targets
    assert said == {
        part: {kind: str(to) for kind, to in row.items()} for part, row in TRANSITIONS.items()
    }


def _texts() -> Iterator[tuple[str, str]]:
    """Yield the names and texts of the samples and of the fixtures of the parser."""
    for folder in ("samples", "tests/data/parser"):
        for path in sorted((ROOT / folder).rglob("*.review")):
            with contextlib.suppress(ReviewError):
                yield path.name, decode(path.read_bytes())


def test_the_lines_of_texts_move_through_the_parts_as_the_table_says() -> None:
    """Each line is in the part that the line above leads to, or in the part that it opens."""
    count = 0
    for name, text in _texts():
        parsed = parse(text)
        part = Part.TOP
        for line in parsed.lines:
            kind, found = Kind(line.kind), Part(line.part)
            known = {part, step(part, kind)}
            # The end of the fields and of a guide depends on the lines below.
            may_end = part in (Part.FIELDS, Part.GUIDE)
            if may_end or (part is Part.TOP and not parsed.review.title.text):
                known |= {Part.BODY, step(Part.BODY, kind)}
            assert found in known, f"{name}:{line.line}: {kind} in {found}, behind {part}"
            part = step(found, kind)
            count += 1
    assert count > 1000


def test_the_table_of_codes_is_the_one_of_the_code() -> None:
    rows = [row[:4] for row in table("## Errors", "code")]
    expected = [[one.code, one.name, one.severity.value, one.place] for one in FINDINGS.values()]
    assert rows == expected
    documents = re.findall(r"^\| (RF2\d\d) \| (\S+) \| (\w+)", TEXT, re.MULTILINE)
    assert documents == [
        (code, rule.name, rule.severity.value)
        for code, rule in sorted(RULES.items())
        if code.startswith("RF2")
    ]


def test_the_patterns_of_the_appendix_are_those_of_the_grammar() -> None:
    assert with_shapes(TEXT) == TEXT, "run: make conformance"


# -- the page ---------------------------------------------------------------------------------


def headings() -> list[str]:
    prose = re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^#+ (.+)$", prose, re.MULTILINE)


def test_every_link_in_the_page_leads_to_a_heading() -> None:
    anchors = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings()}
    links = re.findall(r"\]\(#([^)]+)\)", TEXT)
    assert len(links) >= 40
    assert set(links) - anchors == set()


def test_the_page_refers_to_no_source_file() -> None:
    assert re.findall(r"\bsrc/|\.py\b", TEXT) == []


def test_the_sections_that_the_sources_cite_are_in_the_spec() -> None:
    known = set(headings())
    cited = {
        title
        for path in sorted((ROOT / "src" / "reviewfmt").rglob("*.py"))
        for cite in CITED.findall(path.read_text(encoding="utf-8"))
        for title in re.findall(r"\"([^\"]+)\"", " ".join(cite.split()))
    }
    assert len(cited) >= 8
    assert cited - known == set()
