"""The examples of docs/spec.md run, and the sections that the sources cite are there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.document import to_data
from reviewfmt.linter import check_json
from reviewfmt.parser import parse
from reviewfmt.printer import print_review
from reviewfmt.rules import RULES

ROOT = Path(__file__).resolve().parent.parent
SPEC = (ROOT / "docs" / "spec.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w[^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KINDS = ("example", "part", "canonical", "document")
BEFORE = "Harbour Lights Season 1 Review – Calm at sea\n\n"
AFTER = "\n\nVerdict: 8/10\n"
UNSEEN = str.maketrans({"␣": "\u00a0", "⇥": "\t", "␍": "\r", "␇": "\x07", "␠": " "})
PLACE = re.compile(r"\d+:\d+ RF\d{3}$")
CITED = re.compile(r"\bspec(?:\.md)?, (\"[^\"]+\"(?:(?:,| and) \"[^\"]+\")*)")


class Example(NamedTuple):
    kind: str
    name: str
    text: str
    findings: list[str]
    rest: str


def examples() -> list[Example]:
    found = []
    for fence in FENCE.finditer(SPEC):
        kind, name = fence[1].split()
        text, _, rest = fence[2].translate(UNSEEN).partition("\n---\n")
        lines = rest.splitlines(keepends=True)
        findings = [line.strip() for line in lines if PLACE.match(line)]
        found.append(Example(kind, name, text, findings, "".join(lines[len(findings) :])))
    return found


EXAMPLES = examples()


def of_kind(*kinds: str) -> pytest.MarkDecorator:
    chosen = [example for example in EXAMPLES if example.kind in kinds]
    return pytest.mark.parametrize("case", chosen, ids=[example.name for example in chosen])


def places(found: list[Diagnostic], above: int = 0) -> list[str]:
    return [f"{one.span.line - above}:{one.span.column} {one.code}" for one in found]


def test_there_are_enough_examples_each_with_a_name_of_its_own() -> None:
    names = [example.name for example in EXAMPLES]
    assert len(names) >= 120
    assert len(set(names)) == len(names)
    assert {example.kind for example in EXAMPLES} == set(KINDS)
    assert all(example.findings or example.rest for example in EXAMPLES)


def test_examples_are_numbered_in_their_order() -> None:
    last: dict[str, int] = {}
    for example in EXAMPLES:
        group, _, number = example.name.rpartition("-")
        assert int(number) == last.get(group, 0) + 1, example.name
        last[group] = int(number)


@of_kind("example", "part")
def test_a_source_reads_as_the_spec_says(case: Example) -> None:
    part = case.kind == "part"
    parsed = parse(BEFORE + case.text + AFTER if part else case.text + "\n")
    assert places(list(parsed.diagnostics), 2 if part else 0) == case.findings
    if case.rest:
        expected = json.loads(case.rest)
        assert {key: to_data(parsed.review)[key] for key in expected} == expected


@of_kind("canonical")
def test_the_canonical_form_is_as_the_spec_says(case: Example) -> None:
    parsed = parse(case.text + "\n")
    assert parsed.diagnostics == ()
    assert print_review(parsed.review) == case.rest
    assert print_review(parse(case.rest).review) == case.rest


@of_kind("document")
def test_what_is_found_in_a_document_is_as_the_spec_says(case: Example) -> None:
    assert places(check_json(case.text)) == case.findings


def test_the_spec_names_every_code_of_reading_and_of_documents() -> None:
    rows = re.findall(r"^\| (RF[12]\d\d) \|", SPEC, re.MULTILINE)
    assert rows == sorted(code for code in RULES if code[2] in "12" and code != "RF100")


def test_the_sections_that_the_sources_cite_are_in_the_spec() -> None:
    headings = set(re.findall(r"^#+ (.+)$", SPEC, re.MULTILINE))
    cited = {
        title
        for path in sorted((ROOT / "src" / "reviewfmt").rglob("*.py"))
        for cite in CITED.findall(path.read_text(encoding="utf-8"))
        for title in re.findall(r"\"([^\"]+)\"", cite)
    }
    assert len(cited) >= 8
    assert cited - headings == set()
