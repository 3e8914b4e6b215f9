"""The reports: in `full` what is below the line is what is meant, and each other one is
what its own format's definition asks for.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from reviewfmt.cli.reports import REPORTS, report
from reviewfmt.cli.reports.full import WIDTH
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.linter import Checked, Settings, check_data
from reviewfmt.rules import RULES
from reviewfmt.source import Lines

SARIF = Path(__file__).parents[2] / "shared" / "vendor" / "sarif-schema-2.1.0.json"


def _rendered(text: str, start: int, end: int, help_: str | None = None) -> str:
    found = Diagnostic("RF105", "wrong", Lines(text).span(start, end), help=help_, path="a")
    return report("full").render([Checked("a", text, (found,))], False)


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("abc 9/5 x", 4, 7, "1 | abc 9/5 x\n  |     ^^^\n"),
        ("abc", 3, 3, "1 | abc\n  |    ^\n"),
        ("\tabc", 1, 4, "1 |     abc\n  |     ^^^\n"),
        ("a\tbc", 2, 4, "1 | a   bc\n  |     ^^\n"),
        ("日本 9/5", 3, 6, "1 | 日本 9/5\n  |      ^^^\n"),
        ("日本", 1, 2, "1 | 日本\n  |   ^^\n"),
        ("e\u0301 9/5", 3, 6, "1 | e\u0301 9/5\n  |   ^^^\n"),
        ("ab\ncd", 1, 4, "1 | ab\n  |  ^\n"),
        ("a\r\nbcd\r\n", 3, 6, "2 | bcd\n  | ^^^\n"),
        ("a\rbcd", 2, 5, "2 | bcd\n  | ^^^\n"),
        ("a\x1b[2Jb", 1, 2, "1 | a␛[2Jb\n  |  ^\n"),
        ("a\u202eb", 2, 3, "1 | a\ufffdb\n  |   ^\n"),
    ],
)
def test_carets(text: str, start: int, end: int, expected: str) -> None:
    line = Lines(text).position(start)
    head = f"a:{line[0]}:{line[1]}: RF105 wrong\n  |\n"
    assert _rendered(text, start, end) == head + expected


def test_help_stands_below() -> None:
    assert _rendered("abc", 0, 3, "mend it").endswith("  | ^^^\n  = help: mend it\n")


@pytest.mark.parametrize("start", [0, 500, 996])
def test_a_long_line_is_cut_around_the_place(start: int) -> None:
    text = "".join(f"{number:04}" for number in range(250))
    source, carets = _rendered(text, start, start + 4).splitlines()[2:4]
    at = carets.index("^")
    assert source[at : at + 4] == text[start : start + 4]
    assert carets.count("^") == 4
    assert len(source) <= WIDTH + len("1 | … …") + 1


def test_text_of_no_lines_has_no_excerpt() -> None:
    found = Diagnostic("RF118", "no text", path="a")
    told = report("full").render([Checked("a", "", (found,))], False)
    assert told == "a:1:1: RF118 no text\n"


# All that there is to report, under paths that are hard to write.

_PATHS = ("a.review", "./sub/b c,%:é.review", "d\\e&<f>\x07.review", "/abs/g.review")


def _everything() -> list[Checked]:
    """Return the bad example of every rule that a text can have, and two files of nothing."""
    fence = re.compile(r"^```review\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    found = []
    for index, rule in enumerate(RULES.values()):
        shown = fence.search(rule.doc)
        if shown:
            path = _PATHS[index % len(_PATHS)]
            found.append(check_data(shown[1].encode(), f"{path}{index}"))
    assert len({one.code for each in found for one in each.diagnostics}) > 45
    assert any(one.fix for each in found for one in each.diagnostics)
    return [*found, check_data(b"ab\xff", "bytes.review"), Checked("clean.review", "", ())]


EVERYTHING = _everything()
FINDINGS = [one for each in EVERYTHING for one in each.diagnostics]


def _rendered_all(name: str) -> str:
    return report(name).render(EVERYTHING, False)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_knows_its_own_kind_and_no_other_file(name: str) -> None:
    module = report(name)
    assert re.match(module.MARK, _rendered_all(name))
    for other in ("", "{}", "[1]", "notes\n", "<xml/>", "# Title\n\nwords: and more\n"):
        assert not re.match(module.MARK, other)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_ends_its_last_line_and_obeys_nothing(name: str) -> None:
    text = _rendered_all(name)
    assert text.endswith("\n")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)


@pytest.mark.parametrize("name", ["full", "concise", "github", "junit"])
def test_a_report_tells_every_finding(name: str) -> None:
    text = _rendered_all(name)
    for code in {one.code for one in FINDINGS}:
        assert text.count(f" {code}") >= sum(one.code == code for one in FINDINGS)


def test_json() -> None:
    told = json.loads(_rendered_all("json"))
    keys = ["path", "part", "line", "column", "end_line", "end_column"]
    keys += ["code", "severity", "message", "help", "related", "fix"]
    assert all(list(one) == keys for one in told)
    assert [(one["code"], one["line"], one["column"]) for one in told] == [
        (one.code, one.span.line, one.span.column) for one in FINDINGS
    ]
    related = [one["related"] for one in told]
    assert [len(one) for one in related] == [len(one.related) for one in FINDINGS]
    for place in (place for one in related for place in one):
        assert list(place) == ["line", "column", "end_line", "end_column"]
    assert any(related)
    fixes = [one["fix"] for one in told if one["fix"]]
    assert {fix["safe"] for fix in fixes} == {True, False}
    for edit in (edit for fix in fixes for edit in fix["edits"]):
        assert list(edit) == ["line", "column", "end_line", "end_column", "replacement"]


def test_json_with_the_kinds_of_lines() -> None:
    text = "A Show Review – good\n\nAuthor: A\r\n  % note\n\nThe the prose.\n\n  • Verdict - 8/10\n"
    one = check_data(text.encode(), "a.review", Settings(select=("RF414",), lines=True))
    clean = check_data(b"\xff", "b.review", Settings(lines=True))
    told = json.loads(report("json").render([one, clean], False))
    assert [each["path"] for each in told] == ["a.review", "b.review"]
    assert [(each["line"], each["column"], each["kind"]) for each in told[0]["lines"]] == [
        (1, 1, "TITLE"),
        (3, 1, "FIELD"),
        (4, 3, "COMMENT"),
        (6, 1, "PROSE"),
        (8, 3, "VERDICT"),
    ]
    assert [each["code"] for each in told[0]["findings"]] == ["RF414"]
    assert told[1]["lines"] is None
    assert [each["code"] for each in told[1]["findings"]] == ["RF118"]
    assert re.match(report("json").MARK, report("json").render([one], False))


def test_sarif() -> None:
    log = json.loads(_rendered_all("sarif"))
    (run,) = log["runs"]
    rules, results = run["tool"]["driver"]["rules"], run["results"]
    assert len(results) == len(FINDINGS)
    assert [one["id"] for one in rules] == sorted({one.code for one in FINDINGS})
    assert all(one["help"]["text"] and one["help"]["markdown"] for one in rules)
    prints = set()
    for one, found in zip(results, FINDINGS, strict=True):
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"] == found.code
        prints.add(one["partialFingerprints"]["reviewfmt/v1"])
        place = one["locations"][0]["physicalLocation"]
        uri, region = place["artifactLocation"]["uri"], place["region"]
        assert re.fullmatch(r"(?:file:///)?[A-Za-z0-9._~/%-]+", uri)
        assert not uri.startswith("./")
        assert 1 <= region["startLine"] <= region["endLine"]
        assert (found.fix is not None) == ("fixes" in one)
        near = one.get("relatedLocations", [])
        assert [each["physicalLocation"]["region"]["startLine"] for each in near] == [
            each.line for each in found.related
        ]
        for change in one.get("fixes", []):
            (artifact,) = change["artifactChanges"]
            assert artifact["artifactLocation"] == place["artifactLocation"]
            assert len(artifact["replacements"]) == len(found.fix.edits) if found.fix else True
    assert len(prints) == len(results)


def test_sarif_against_its_own_schema() -> None:
    if not SARIF.is_file():
        pytest.skip("SARIF's own schema is not at hand; the test above looks at the shape")
    import jsonschema

    schema = json.loads(SARIF.read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema)
    assert list(validator.iter_errors(json.loads(_rendered_all("sarif")))) == []
    assert list(validator.iter_errors(json.loads(report("sarif").render([], False)))) == []


def _is_issue(one: dict[str, Any]) -> bool:
    """Tell whether an object is an issue as GitLab's documentation of Code Quality asks."""
    begin = one["location"]["positions"]["begin"]
    return (
        isinstance(one["description"], str)
        and isinstance(one["check_name"], str)
        and bool(re.fullmatch(r"[0-9a-f]{64}", one["fingerprint"]))
        and one["severity"] in ("info", "minor", "major", "critical", "blocker")
        and not one["location"]["path"].startswith("./")
        and type(begin["line"]) is int
    )


def test_gitlab() -> None:
    told = json.loads(_rendered_all("gitlab"))
    assert len(told) == len(FINDINGS)
    assert all(_is_issue(one) for one in told)
    assert len({one["fingerprint"] for one in told}) == len(told)
    assert {one["severity"] for one in told} == {"major", "minor"}


def test_a_fingerprint_stays_when_lines_move() -> None:
    text = "A Show Review – good\n\nSee the the page of of it.\n\n% ignore: RF3\nWords.\n"
    for name, key in (("gitlab", "fingerprint"), ("sarif", "partialFingerprints")):
        old, new = (
            json.loads(report(name).render([check_data(one.encode(), "a")], False))
            for one in (text, f"\n\n% note\n{text}".replace("\n\n", "\n\n\n"))
        )
        if name == "sarif":
            old, new = (one["runs"][0]["results"] for one in (old, new))
        assert [one[key] for one in old] == [one[key] for one in new]


_COMMAND = re.compile(
    r"::(error|warning) file=([^,:\r\n]+),line=(\d+)"
    r"(?:,col=(\d+),endLine=(\d+),endColumn=(\d+))?,title=([^,:\r\n]+)::(.*)"
)


def test_github() -> None:
    """A command is one line, and unescapes, as the runner does it, to what was found."""
    lines = _rendered_all("github").splitlines()
    for line, found in zip(lines, FINDINGS, strict=True):
        told = _COMMAND.fullmatch(line)
        assert told, line
        assert (told[1], int(told[3])) == (found.severity.value, found.span.line)
        path, message = told[2], told[8]
        for code, sign in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            path = path.replace(code, sign)
            if sign not in ":,":
                message = message.replace(code, sign)
        assert message.startswith(f"{found.code} {found.message}")
        assert path == (found.path or "").replace("\x07", "\u2407").removeprefix("./")


def test_junit() -> None:
    suites = ElementTree.fromstring(_rendered_all("junit"))
    assert suites.tag == "testsuites"
    assert len(suites) == len(EVERYTHING)
    tests = failures = 0
    for suite in suites:
        cases = list(suite)
        failed = [one for one in cases if one.find("failure") is not None]
        assert {one.tag for one in cases} == {"testcase"}
        assert all(one.get("name") and one.get("classname") for one in cases)
        assert (suite.get("tests"), suite.get("failures")) == (str(len(cases)), str(len(failed)))
        tests += len(cases)
        failures += len(failed)
    assert (suites.get("tests"), suites.get("failures")) == (str(tests), str(failures))
    assert failures == len(FINDINGS)


def test_findings_stand_in_the_order_of_their_files() -> None:
    for each in EVERYTHING:
        for one, following in pairwise(each.diagnostics):
            assert one.span.offset <= following.span.offset
