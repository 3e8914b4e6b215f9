"""The law of the server: what it shows and what it does is what the command line does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewfmt.cli import run
from reviewfmt.cli.report_paths import Where
from reviewfmt.cli.reports.json import pieces
from reviewfmt.diagnostic import ReviewError
from reviewfmt.linter import Checked, check
from reviewfmt.linter.fixing import fix
from reviewfmt.parser import parse
from reviewfmt.server.actions import QUICK_FIX, actions, fix_all
from reviewfmt.server.analysis import Analysis
from reviewfmt.server.configured import Configured
from reviewfmt.server.diagnostics import diagnostics
from reviewfmt.server.documents import Document
from reviewfmt.server.formatting import formatting, range_formatting
from reviewfmt.server.links import uri_of
from reviewfmt.server.positions import ENCODINGS, Encoding
from reviewfmt.writer import format_text
from tests.budget import CASES, IN_WHOLE, SOME
from tests.server_client import Json, applied, lines_of, offset_of
from tests.texts import mutations, pages

DATA = Path(__file__).parent / "data"
CONFORMANCE = Path(__file__).parents[1] / "conformance"
URI = "file:///a.review"


def _texts() -> list[str]:
    found = [
        case["text"]
        for name in ("spec", "parser", "malformed")
        for case in json.loads((CONFORMANCE / f"{name}.json").read_text(encoding="utf-8"))
        if "text" in case
    ]
    for path in sorted((DATA / "rules").rglob("*.review")):
        found.append(path.read_bytes().decode())
    return list(dict.fromkeys(found))


TEXTS = _texts()


def rows(text: str) -> list[Json]:
    """Return what `check --output-format json` writes of a text."""
    checked = Checked("a.review", text, tuple(check(text, "a.review")))
    return [json.loads(one) for one in pieces(checked, False, Where())]


def as_row(item: Json, lines: list[str], encoding: Encoding) -> Json:
    """Return a diagnostic in the words of the report."""
    starts = [sum(map(len, lines[:at])) for at in range(len(lines))] if len(lines) < 400 else None

    def place(position: Json) -> tuple[int, int]:
        offset = offset_of(lines, position, encoding)
        line = position["line"]
        start = starts[line] if starts else sum(map(len, lines[:line]))
        return line + 1, offset - start + 1

    message, _, help_ = item["message"].partition("\n")
    return {
        "code": item["code"],
        "severity": {1: "error", 2: "warning"}[item["severity"]],
        "message": message,
        "help": help_ or None,
        "start": place(item["range"]["start"]),
        "end": place(item["range"]["end"]),
        "related": [
            place(one["location"]["range"]["start"]) for one in item.get("relatedInformation", [])
        ],
    }


def of_row(row: Json) -> Json:
    return {
        "code": row["code"],
        "severity": row["severity"],
        "message": row["message"],
        "help": row["help"],
        "start": (row["line"], row["column"]),
        "end": (row["end_line"], row["end_column"]),
        "related": [(one["line"], one["column"]) for one in row["related"]],
    }


def assert_parity(text: str, encoding: Encoding) -> None:
    """Assert that findings, fixes and the canonical form are those of the command line."""
    analysis = Analysis(text, encoding=encoding)
    lines = lines_of(text)
    found = [as_row(one, lines, encoding) for one in diagnostics(analysis, URI)]
    expected = rows(text)
    assert found == [of_row(one) for one in expected]
    for one, row in zip(analysis.findings, expected, strict=True):
        offered = [
            each
            for each in actions(analysis, [one], one.span.offset, one.span.offset, [QUICK_FIX])
            if each.mends and each.title.startswith(one.code)
        ]
        assert len(offered) == (row["fix"] is not None)
        for each in offered:
            made = applied(text, analysis.places.edits(each.edits), encoding)
            assert made == _with(text, row["fix"]["edits"])
            assert each.preferred == row["fix"]["safe"]
            assert ("unsafe" in each.title) != row["fix"]["safe"]
    for unsafe in (False, True):
        action = fix_all(analysis, unsafe=unsafe)
        made = (
            text if action is None else applied(text, analysis.places.edits(action.edits), encoding)
        )
        assert made == fix(text, unsafe=unsafe).text
    assert_formats(analysis, encoding)


def assert_formats(analysis: Analysis, encoding: Encoding) -> None:
    text = analysis.text
    try:
        expected = format_text(text)
    except ReviewError:
        with pytest.raises(ReviewError):
            formatting(analysis)
        return
    edits = formatting(analysis)
    assert applied(text, analysis.places.edits(edits), encoding) == expected
    for start in range(0, len(text) + 1, max(len(text) // 3, 1)):
        some = range_formatting(analysis, start, start + len(text) // 6)
        assert set(some) <= set(edits)
        made = applied(text, analysis.places.edits(some), encoding)
        assert parse(made).review == analysis.review


def _with(text: str, edits: list[Json]) -> str:
    """Return a text with the edits of a report made."""
    lines = lines_of(text)
    starts = [sum(map(len, lines[:at])) for at in range(len(lines))]
    for one in sorted(edits, key=lambda one: (one["line"], one["column"]), reverse=True):
        start = starts[one["line"] - 1] + one["column"] - 1
        end = starts[one["end_line"] - 1] + one["end_column"] - 1
        text = text[:start] + one["replacement"] + text[end:]
    return text


def test_every_fixture_says_what_the_command_line_says() -> None:
    assert len(TEXTS) > 700
    step = 1 if CASES >= 1000 else 12
    for at, text in enumerate(TEXTS[::step]):
        assert_parity(text, ENCODINGS[at % 3])


@settings(max_examples=SOME, suppress_health_check=list(HealthCheck))
@given(st.one_of(pages(), mutations()), st.sampled_from(ENCODINGS))
def test_every_grown_text_says_what_the_command_line_says(text: str, encoding: Encoding) -> None:
    assert_parity(text, encoding)


@IN_WHOLE
@settings(max_examples=SOME, suppress_health_check=list(HealthCheck))
@given(st.one_of(pages(), mutations()), st.sampled_from(["\r\n", "\r"]))
def test_other_line_ends_change_nothing(text: str, end: str) -> None:
    assert_parity(text.replace("\n", end), "utf-16")


def test_files_that_the_commands_report_mend_and_rewrite(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commands themselves, on files: with a byte order mark, CRLF, and a configuration."""
    (tmp_path / "reviewfmt.toml").write_text(
        'ignore = ["RF403"]\nline-ending = "crlf"\n', encoding="utf-8"
    )
    for at, text in enumerate(TEXTS[5::70]):
        data = text.replace("\n", "\r\n" if at % 2 else "\n").encode()
        path = tmp_path / f"{at}.review"
        path.write_bytes(b"\xef\xbb\xbf" * (at % 3 == 0) + data)
        configured = Configured()
        config = configured.of(str(path))
        document = Document(uri_of(str(path)), path.read_bytes().decode(), 1)
        analysis = Analysis(
            document.text,
            config.settings_for(str(path)),
            lines=document.lines,
            line_ending=config.line_ending,
        )
        whole = "".join(document.lines)
        run(["check", str(path), "--output-format", "json", "-q"])
        told = [of_row(one) for one in json.loads(capsys.readouterr().out)]
        lines = lines_of(analysis.text)
        places = Analysis(analysis.text, analysis.settings)
        assert [as_row(one, lines, "utf-16") for one in diagnostics(places, URI)] == told
        action = fix_all(analysis)
        made = whole if action is None else applied(whole, analysis.places.edits(action.edits))
        original = path.read_bytes()
        run(["check", str(path), "--fix", "-q"])
        assert made.encode() == path.read_bytes()
        path.write_bytes(original)
        try:
            edits = analysis.places.edits(formatting(analysis))
        except ReviewError:
            edits = []
        run(["format", str(path), "-q"])
        assert applied(whole, edits).encode() == path.read_bytes()
        capsys.readouterr()
