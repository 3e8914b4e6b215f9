"""The catalogue of rules: its pages, their examples, and a folder of cases for each rule.

A case is tests/data/rules/CODE/name.review with, beside it, name.expected: the findings of that
rule, a line each, none for a case that the rule must leave alone. Where name.fixed is there
too, it is what the rule's fixes make of the review.
"""

from __future__ import annotations

import ast
import re
import runpy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import reviewfmt.rules
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.findings import FINDINGS, KINDS, report
from reviewfmt.linter import Settings, check, check_json
from reviewfmt.parser import parse
from reviewfmt.rules import RULES, findings
from reviewfmt.source import decode
from reviewfmt.span import Span
from reviewfmt.syntax.line_kinds import Kind

ROOT = Path(__file__).resolve().parent.parent
CASES = sorted((ROOT / "tests" / "data" / "rules").glob("*/*.review"))
SAMPLES = sorted((ROOT / "samples").glob("*.review"))
PAGE = ROOT.parent / "shared" / "real" / "metallic-rouge-s1.txt"
LOOKING = [code for code, rule in RULES.items() if rule.check is not None]
HEADINGS = ["What it checks", "Why", "Bad example", "Good example", "How to fix", "Since"]
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOT_RUN = {
    "RF121": "no text is known that the formatter would change the meaning of",
    "RF100": "a file that is not there is no text to read",
    "RF500": "is about what is asked for, not about a review",
    "RF501": "needs a machine without pandoc",
    "RF502": "needs a pandoc that dies",
    "RF506": "is about a document of another format",
    "RF507": "is about a document of another format",
    "RF508": "is about a document of another format",
    "RF601": "is about a page of another site",
    "RF701": "needs a plug-in that fails",
    "RF702": "needs a plug-in",
    "RF602": "is about a page of another site",
    "RF510": "needs a picture in the folder of the review",
    "RF514": "needs a machine without fonts",
    "RF512": "needs two reviews",
    "RF513": "needs a reader who has not seen it all",
}
UNSIGNED = {"RF401", "RF402", "RF403"}  # the examples leave out the fields that they are not about
PARTS = (
    "Harbour Lights Season 1 Review – Calm at sea",
    *("Author: Ana Lima", "Language: EN-us", "Network:", "Cover: none", "Season 1", "Season 2"),
    *("Episode Guide", "Episode 1: A -| Review Score – 4/5", "Episode 1: A -| 3/10", "Music"),
    *("Episode 9999999999999999999999999999999999: Far", "Episodes 3-4: Both | 2/5", "OVA 1 | 5/5"),
    *('Harbuor Lights, a 13-episode series... and the the the “rest" &amp; â€™ it\u00a0', "% note"),
    *("This twenty-four-episode season is on https://example.org.", "\\Music", "  • An item"),
    *(
        "  • Story - 7/10",
        "  • Story - 4/5",
        "  • Verdict - 1/10",
        "Leave a comment",
        "\u200b…",
        "",
    ),
)


@dataclass
class Example:
    """One fence of a page: the text, and what its info string says about it."""

    info: str
    body: str
    words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = self.info.split()

    def data(self) -> bytes:
        body = self.body
        if "escaped" in self.words:
            body = re.sub(
                r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})",
                lambda code: chr(int(code[1] or code[2], 16)),
                body,
            )
        named = [word.partition("=")[2] for word in self.words if word.startswith("encoding=")]
        return body.encode(named[0] if named else "utf-8")


def examples(code: str) -> tuple[Example, list[str], Example]:
    """Return the bad example of a rule, what is reported there, and the good example."""
    bad, found, good = (Example(info, body) for info, body in FENCE.findall(RULES[code].doc))
    return bad, found.body.splitlines(), good


def reported(shown: Example, code: str) -> list[Diagnostic]:
    """Return all that is said about an example of a rule, by whichever part of the project."""
    try:
        text = decode(shown.data())
    except ReviewError as error:
        return list(error.diagnostics)
    if shown.words[0] == "json":
        return check_json(text)
    for word in shown.words:
        if word.startswith("to="):
            from reviewfmt.converter import losses

            return losses(parse(text).review, word.removeprefix("to="))
    return check(text, settings=Settings(select=("RF", code)) if RULES[code].asked else None)


def fixed(text: str, found: Iterable[Diagnostic]) -> str:
    """Return the text with the fixes of the findings applied."""
    edits = {edit for one in found if one.fix is not None for edit in one.fix.edits}
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


@pytest.mark.parametrize("code", RULES)
def test_a_page_says_all_that_a_page_says(code: str) -> None:
    doc = RULES[code].doc
    assert re.findall(r"^## (.+)$", FENCE.sub("", doc), re.MULTILINE) == HEADINGS
    assert [info.split()[0] for info, _ in FENCE.findall(doc)][1] == "text"
    assert RULES[code].summary.endswith(".")


@pytest.mark.parametrize("code", [code for code in RULES if code not in NOT_RUN])
def test_the_bad_example_is_bad_as_the_page_says_and_the_good_one_is_not(code: str) -> None:
    bad, expected, good = examples(code)
    found = [one for one in reported(bad, code) if one.code not in UNSIGNED - {code}]
    assert {one.code for one in found} == {code}
    assert len(found) == len(expected)
    for one, line in zip(found, expected, strict=True):
        # What reading says is shown by its place: the words are the reader's own.
        shown = str(one) if code[2] in "34" else f"{one.span.line}:{one.span.column}: {one.code}"
        assert shown == line
        assert one.severity is RULES[code].severity
    assert not [str(one) for one in reported(good, code) if one.code not in UNSIGNED - {code}]


def test_every_rule_is_a_module_and_every_module_a_rule() -> None:
    folder = Path(reviewfmt.rules.__file__).parent
    named = {f"{code.lower()}_{rule.name.replace('-', '_')}" for code, rule in RULES.items()}
    assert {path.stem for path in folder.glob("rf*.py")} == named
    assert list(RULES) == sorted(RULES)
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


@pytest.mark.parametrize(
    ("code", "variant"), [(code, one) for code, found in FINDINGS.items() for one in found.wordings]
)
def test_a_finding_says_what_it_is_about(code: str, variant: str) -> None:
    finding = FINDINGS[code]
    wording = finding.wordings[variant]
    values: dict[str, Any] = {
        name: "PROSE" if name == "kind" else f"<{name}>" for name in wording.values
    }
    span = Span(2, 3, 9, 2, 5, 11)
    told = report(code, span, variant=variant, related=(span,), **values)
    assert (told.code, told.severity, told.span) == (code, finding.severity, span)
    assert told.related == (span,)
    assert told.help
    shown = f"{told.message} {told.help}"
    assert all((KINDS["PROSE"] if name == "kind" else f"<{name}>") in shown for name in values)
    assert "{" not in shown
    assert told.message[0] == told.message[0].lower()
    for name in values:
        with pytest.raises(KeyError):
            report(code, span, variant=variant, **{k: v for k, v in values.items() if k != name})


def test_a_finding_quotes_a_long_line_by_its_beginning() -> None:
    told = report("RF110", Span(), line="words " * 10_000)
    assert len(told.message) < 150
    assert '…"' in told.message


def test_the_first_wording_stands_where_none_is_named() -> None:
    assert report("RF107", Span(), words="N/5") == report(
        "RF107", Span(), variant="unreadable", words="N/5"
    )
    with pytest.raises(KeyError):
        report("RF107", Span(), variant="none of them")


def test_every_kind_of_line_has_its_words() -> None:
    assert set(KINDS) == set(Kind) - {Kind.BLANK}


def test_the_table_of_findings_is_in_order_and_has_its_rules() -> None:
    assert list(FINDINGS) == sorted(FINDINGS)
    reading = [code for code in RULES if code.startswith("RF1")]
    assert reading == list(FINDINGS)
    assert [RULES[code].severity for code in reading] == [one.severity for one in FINDINGS.values()]


def _reports() -> Iterator[tuple[str, str | None, str]]:
    """Yield the code and the variant of every call of `report` in the package."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            code = node.args[0]
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            called = node.func.id if isinstance(node.func, ast.Name) else called
            value = code.value if isinstance(code, ast.Constant) else None
            if called.endswith("report") and str(value).startswith("RF"):
                named = [one.value for one in node.keywords if one.arg == "variant"]
                variants = [str(one.value) for one in named if isinstance(one, ast.Constant)]
                place = f"{path.name}:{node.lineno}"
                yield str(value), variants[0] if variants else None, place


def test_what_the_package_reports_is_in_the_table() -> None:
    for code, variant, place in _reports():
        assert code in FINDINGS, place
        assert variant is None or variant in FINDINGS[code].wordings, place


def test_every_code_in_the_package_has_its_rule() -> None:
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and re.fullmatch(r"RF[0-9]{3}", str(node.value)):
                assert node.value in RULES, f"{path}:{node.lineno}"


def test_the_rules_that_look_warn() -> None:
    # RF314 looks at what the others find, so the linter reports it.
    assert [code for code in RULES if code[2] in "34" and code != "RF314"] == LOOKING
    assert {RULES[code].severity for code in LOOKING} == {Severity.WARNING}


def test_there_are_cases() -> None:
    assert len(CASES) > 50
    assert {path.parent.name for path in CASES} <= set(LOOKING)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_case(path: Path) -> None:
    code = path.parent.name
    text = decode(path.read_bytes())
    parsed = parse(text)
    assert not [str(one) for one in parsed.diagnostics if one.severity is Severity.ERROR]
    found = findings(parsed, {code})
    expected = path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    assert [str(one) for one in found] == expected
    after = path.with_suffix(".fixed")
    if after.exists():
        assert fixed(text, found) == decode(after.read_bytes())
    if any(one.fix is not None for one in found):
        left = findings(parse(fixed(text, found)), {code})
        assert not [str(one) for one in left if one.fix is not None]
    safe = [one for one in found if one.fix is not None and one.fix.safe]
    assert parse(fixed(text, safe)).review == parsed.review


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_gives_no_finding_that_an_editor_would_not_act_on(path: Path) -> None:
    found = findings(parse(decode(path.read_bytes())))
    assert not [str(one) for one in found if one.code not in {*UNSIGNED, "RF405", "RF407"}]


def test_a_page_as_found_gives_no_finding_that_an_editor_would_not_act_on() -> None:
    if not PAGE.is_file():
        pytest.skip(f"{PAGE} is not here: it is somebody else's text")
    found = findings(parse(decode(PAGE.read_bytes())))
    assert sorted(one.code for one in found) == [*sorted(UNSIGNED), "RF405", "RF407"]


def test_an_option_that_is_set_is_used() -> None:
    parsed = parse(decode(examples("RF305")[0].data()))
    assert findings(parsed, {"RF305"})
    assert not findings(parsed, {"RF305"}, {"RF305": {"points": 5.0}})


def test_a_code_that_is_not_asked_for_is_not_looked_for() -> None:
    parsed = parse(decode(examples("RF305")[0].data()))
    assert {one.code for one in findings(parsed, {"RF401", "RF305"})} == {"RF401", "RF305"}


@settings(deadline=None)
@given(st.lists(st.sampled_from(PARTS)).map("\n".join) | st.text())
@example("")
def test_no_text_makes_a_rule_fail(text: str) -> None:
    found = findings(parse(text))
    assert [one.span.offset for one in found] == sorted(one.span.offset for one in found)
    for one in found:
        assert 0 <= one.span.offset <= one.span.end_offset <= len(text)
        edits = sorted(one.fix.edits, key=lambda edit: edit.start) if one.fix else []
        ends = [0, *(edit.end for edit in edits)]
        for edit, end in zip(edits, ends, strict=False):
            assert end <= edit.start <= edit.end <= len(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PARTS)).map("\n\n".join))
def test_a_safe_fix_leaves_the_review_as_it_is(text: str) -> None:
    parsed = parse(text)
    safe = [one for one in findings(parsed) if one.fix is not None and one.fix.safe]
    assert parse(fixed(text, safe)).review == parsed.review


def test_the_pages_and_the_table_are_what_the_rules_say() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "rule_pages.py"))
    assert script["differences"]() == []


def test_a_look_at_a_text_misses_no_invisible_character() -> None:
    rule = import_module("reviewfmt.rules.rf417_invisible_character")
    every = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    found = {char for match in re.finditer(rule._INVISIBLE, every) for char in match[0]}
    assert len(found) > 300
    assert [char for char in found if not re.match(rule._ANY, char)] == []
