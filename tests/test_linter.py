"""The linter: what comments silence, what is reported of a JSON document, and what fixes may do."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviewfmt.diagnostic import Edit, Fix, ReviewError, Severity
from reviewfmt.document import write_json
from reviewfmt.linter import Checked, Settings, check, check_data, check_json
from reviewfmt.linter.baseline import Compared, compare, marked, read, write
from reviewfmt.linter.fixing import _Work, edited, encode, fix, taken
from reviewfmt.parser import parse
from reviewfmt.rules import RULES
from reviewfmt.source import decode
from reviewfmt.writer import format_text
from tests.budget import IN_WHOLE

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data" / "linter"
SAMPLES = [decode(path.read_bytes()) for path in sorted((ROOT / "samples").glob("*.review"))]
UNSIGNED = ("RF401", "RF402", "RF403")  # the cases leave out the fields that they are not about


def _cases(name: str, least: int) -> list[Any]:
    cases = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    assert len(cases) >= least
    return [pytest.param(case, id=case["name"]) for case in cases]


def _settings(case: dict[str, Any]) -> Settings:
    ignore = (*UNSIGNED, *case.get("ignore", ()))
    return Settings(select=tuple(case.get("select", ())), ignore=ignore)


@pytest.mark.parametrize("case", _cases("ignores", 15))
def test_ignores(case: dict[str, Any]) -> None:
    found = check(case["text"], None, _settings(case))
    assert [str(one) for one in found] == case["found"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("case", _cases("ignores", 15))
def test_ignores_whatever_the_line_ends(case: dict[str, Any], end: str) -> None:
    found = check(case["text"].replace("\n", end), None, _settings(case))
    assert [str(one) for one in found] == case["found"]


@pytest.mark.parametrize("case", _cases("ignores", 15))
def test_format_keeps_what_is_silenced(case: dict[str, Any]) -> None:
    try:
        formatted = format_text(case["text"])
    except ReviewError:
        assert any(one.severity is Severity.ERROR for one in parse(case["text"]).diagnostics)
        return
    found = check(formatted, None, _settings(case))
    assert [one.code for one in found] == [told.split()[1] for told in case["found"]]


@pytest.mark.parametrize("case", _cases("fixes", 10))
def test_fixes(case: dict[str, Any]) -> None:
    asked = _settings(case)
    safe = fix(case["text"], asked).text
    assert safe == case.get("safe", case["text"])
    assert fix(case["text"], asked, unsafe=True).text == case.get("unsafe", safe)


@pytest.mark.parametrize("data", [b"a.review", b"\xef\xbb\xbfa", b"\xff\xfea\0", b"\xfe\xff\0a"])
def test_an_encoding_is_kept(data: bytes) -> None:
    assert encode(decode(data), data) == data


# The laws of fixes, over samples that were pulled about.

_LINES = (
    *("% ignore: RF414", "% ignore: RF4, RF302", "% ignore-file: RF3", "% ignore-file: RF314"),
    *("% ignore: RF9", "% a note", "Network:", "Genre: ", "Odd:", "Language: EN-us", ""),
    *("Episode 2: Again -| Review Score – 4/5", "Episode Guide", "Season 2", "  • An item"),
    *('It is the the &amp; “rest" of it... and… itâ€™s', "Episode 1: &lt;3 | 3&#47;0", "&#10;"),
    *("\u00a0", "Words\u00a0", "<br>  • Verdict - 3/10", "&nbsp;", "Leave a comment", "\\Music"),
    *("• Story - 7/10\u00a0", "Author:", "\u200b% ignore: RF4", "\u200bSeason 3", "&#37; x &amp;"),
)
_SIGNS = ("\u00a0", "\u200b", "&amp;", "<br>", "'", "“", "...", "…", " the the ", "â€™", "%", "\\")


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Return a sample, or nothing, with lines and signs put in, moved, doubled and lost."""
    text = draw(st.sampled_from([*SAMPLES, ""]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(
            st.sampled_from(["put", "put", "put", "sign", "sign", "drop", "double", "move"])
        ):
            case "put":
                lines.insert(at, draw(st.sampled_from(_LINES)))
            case "sign":
                column = draw(st.integers(0, len(lines[at])))
                sign = draw(st.sampled_from(_SIGNS))
                lines[at] = lines[at][:column] + sign + lines[at][column:]
            case "drop" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
    return end.join(lines)


_SELECTED = st.sampled_from([(), ("RF4",), ("RF416",), ("RF314", "RF407"), ("RF1",)])


@IN_WHOLE
@settings(deadline=None)
@given(mutated(), st.booleans(), _SELECTED)
@example("% ignore: RF408\n% ignore: RF408", False, ())
def test_the_laws_of_fixes(text: str, unsafe: bool, selected: tuple[str, ...]) -> None:
    """Fewer findings or the same text; nothing new; the same review if safe; done in one go."""
    asked = Settings(select=selected)
    new, mended = fix(text, asked, unsafe=unsafe)
    before, after = (Counter(one.code for one in check(each)) for each in (text, new))
    assert after <= before
    assert mended == before.total() - after.total()
    assert (mended > 0) == (new != text)
    assert fix(new, asked, unsafe=unsafe) == (new, 0)
    if not unsafe:
        old, now = (replace(parse(each).review, comments=()) for each in (text, new))
        assert old == now


@settings(deadline=None)
@given(mutated() | st.text())
def test_every_code_that_is_reported_has_its_page(text: str) -> None:
    assert {one.code for one in check(text)} <= set(RULES)


@settings(deadline=None)
@given(mutated())
def test_what_an_ignore_leaves_is_what_is_found_without_it(text: str) -> None:
    """A comment only silences: each finding with it is one without it, RF314 apart."""
    line = "% ignore-file: RF3, RF406"
    with_it = [one for one in check(f"{line}\n{text}") if one.code != "RF314"]
    plain = [one for one in check(f"% a note\n{text}") if one.code != "RF314"]
    assert not [one for one in with_it if one.code.startswith(("RF3", "RF406"))]
    left = [one for one in plain if not one.code.startswith(("RF3", "RF406"))]
    assert Counter(one.code for one in with_it) == Counter(one.code for one in left)


@settings(deadline=None)
@given(mutated())
@example("Home\nCalm at sea\n\nHarbour Lights Season 2 Review – good\n\n  • Verdict - 8/10\n")
def test_no_fix_removes_the_title(text: str) -> None:
    title = parse(text).review.title.text
    if not title or any(sign in title for sign in (*"&<\u00e2\u200b\"'“”‘’", "..")):
        return  # there is none, or it is mended too
    new = fix(text, unsafe=True).text
    assert parse(new).review.title.text == title


def test_a_fix_of_all_of_a_title_is_refused() -> None:
    text = "A Show Review\n\nB Show Season 1 Review – good\n\n  • Verdict - 8/10\n"
    work = _Work(Settings(), 1)
    assert work.changed(text, [Fix((Edit(0, 15, ""),), safe=False)]) is None
    assert work.changed(text, [Fix((Edit(0, 13, ""),), safe=False)]) is None
    mended = work.changed(text, [Fix((Edit(2, 6, "Slow"), Edit(20, 24, "Slow")), safe=False)])
    assert mended is not None
    assert mended.startswith("A Slow Review\n\nB Sh")


# Settings.

_DANISH = 'language = "da"\nname = "Dansk"\n[labels]\nEpisode = { words = ["Afsnit"] }\n'
_SITE = '[comments]\npatterns = ["skriv en kommentar"]\n'


def test_words_of_the_users_own_are_read() -> None:
    text = "A Show Review – good\n\nAfsnit 1: A -| 4/5\nAfsnit 1: B -| 4/5\n\nVerdict: 8/10\n"
    assert not [one for one in check(text) if one.code == "RF301"]
    asked = Settings(vocabulary=(_DANISH,))
    assert [str(one) for one in check(text, None, asked) if one.code == "RF301"] == [
        "4:1: RF301 episode 1 appears twice in this guide, also on line 3"
    ]


def test_boilerplate_of_the_users_own_is_read() -> None:
    text = (
        "A Show Review – good\n\nProse is here.\n\nVerdict: 8/10\n\nBuy our cups\n\n"
        "Skriv en kommentar\n\nVerdict: 2/10\n"
    )
    asked = Settings(("RF103", "RF405"), (), ("buy our .{1,9}",), boilerplate_files=(_SITE,))
    assert [one.code for one in check(text, None, asked)] == ["RF405"]
    assert [one.code for one in check(text, None, Settings(("RF103", "RF405")))] == ["RF103"]


def test_a_maximum_makes_a_score_of_a_number() -> None:
    text = "A Show Review – good\n\nProse is here.\n\nStory: 7\nVerdict: 8\n"
    codes = {one.code for one in check(text)}
    assert "RF107" in codes
    found = check_data(text.encode(), "a", Settings(maximum=10, ignore=UNSIGNED))
    assert found.diagnostics == ()


def test_the_kinds_of_lines_are_there_where_asked_for() -> None:
    text = "\tA Show Review – good\r\n\r\n  - An item\r\n\r\nVerdict: 8/10"
    assert check_data(text.encode(), "a").lines is None
    lines = check_data(text.encode(), "a", Settings(lines=True)).lines
    assert lines is not None
    assert [one[:3] for one in lines] == [
        (1, 2, "TITLE"),
        (3, 3, "ITEM"),
        (5, 1, "VERDICT"),
    ]


def test_overlapping_fixes_are_not_made_at_once() -> None:
    def one(start: int, end: int, text: str) -> Fix:
        return Fix((Edit(start, end, text),), safe=True)

    assert edited("abcdef", taken([one(1, 3, "x"), one(2, 4, "y"), one(4, 5, "z")])) == "axdzf"
    assert edited("abc", taken([one(1, 1, "x"), one(1, 1, "y")])) == "axbc"
    assert edited("abc", taken([one(1, 2, "x"), one(2, 3, "y")])) == "axy"
    assert edited("abc", taken([])) == "abc"


# JSON documents.


def test_a_json_document_gets_the_consistency_rules_at_its_own_lines() -> None:
    text = (
        "A Show Season 1 Review – good\n\nEpisode Guide\n\n"
        "Episode 1: A -| Review Score – 4/5\nEpisode 1: A -| Review Score – 8/10\n\n"
        "Words.\n\nThe the last of the the words is the the last word.\n\n"
        "The the last of the the words is the the last word.\n\n"
        "  • Story - 3/5\n  • Verdict - 1/10\n\nLeave a comment\n"
    )
    document = write_json(parse(text).review)
    lines = document.splitlines()

    def line(part: str, nth: int = 0) -> int:
        return [number for number, one in enumerate(lines, 1) if part in one][nth]

    found = check_json(document, "a.json")
    assert not [one for one in found if one.fix is not None]
    places = {(one.code, one.span.line) for one in found}
    first, second = line('"label"', 0) - 1, line('"label"', 1) - 1
    assert {
        ("RF301", second),
        ("RF310", second),
        ("RF304", line('"score"', 2)),
        ("RF305", line('"verdict"') + 1),
        ("RF313", line('"aspect"') + 1),
        ("RF308", line("The the last", 1)),
        ("RF405", line("Leave a comment")),
        ("RF401", line('"title"')),
    } <= places
    messages = {one.code: one.message for one in found}
    assert messages["RF301"].endswith(f"also on line {first}")
    assert messages["RF308"].endswith(f"also on line {line('The the last')}")
    assert not check_json(document, settings=Settings(select=("RF2",)))


def test_a_json_document_gets_findings_in_all_that_it_holds() -> None:
    words = "See www.example.org for more."
    text = (
        "A Show Season 1 Review – good\n\nAuthor: A\nPublished: 2024-04-11\nLanguage: EN\n"
        "Studio: the the studio\n\nEpisode Guide – 7/10\n\n"
        f"Episode 1: A -| 4/5\n  {words}\n  • {words}\n  > {words}\nEpisode 2: B -| 4/5\n\n"
        f"{words}\n\n1. {words}\n2. {words}\n\n> {words}\n\n## Pictures – 3/5\n\n"
        "![&amp;](a.jpg)\n\nVerdict: 8/10\n"
    )
    document = write_json(parse(text).review)
    lines = document.splitlines()
    places = [number for number, one in enumerate(lines, 1) if "www." in one]
    found = check_json(document)
    assert [one.span.line for one in found if one.code == "RF408"] == places
    assert len(places) == 7
    rest = [(one.code, lines[one.span.line - 1].strip()) for one in found if one.code != "RF408"]
    assert sorted(rest) == [
        ("RF409", '"language": "EN",'),
        ("RF416", '"figure": {'),
    ]


@pytest.mark.parametrize("text", SAMPLES)
def test_a_json_document_is_told_what_its_text_is(text: str) -> None:
    document = write_json(parse(text).review)
    lines = document.count("\n")
    found = check_json(document)
    assert not [one for one in found if one.code not in {*UNSIGNED, "RF405", "RF407"}]
    assert all(1 <= one.span.line <= lines for one in found)


# Baselines.

_BROKEN = (
    "A Show Review – good\n\nSee the the page https://example.org &amp; the the end.\n\n"
    "  • Verdict - 18/10\n"
)


def _checked(text: str, path: str = "a.review") -> Checked:
    return check_data(text.encode(), path)


def _same(path: str) -> str:
    return path


def _written(*checked: Checked) -> str:
    return write(map(marked, checked), _same)


def _compared(checked: Checked, text: str) -> Compared:
    """Compare a file with the baseline that a text is; no file is gone."""
    return compare([marked(checked)], read(text), _same, lambda _: False)


def test_what_is_in_the_baseline_is_known_wherever_it_moves() -> None:
    old = _checked(_BROKEN)
    moved = _checked(f"% a note\n\n{_BROKEN}".replace("\n\n", "\n\n\n"))
    found = _compared(moved, _written(old))
    assert found.new == [()]
    assert found.known == len(old.diagnostics) > 5
    assert found.gone == {}


def test_a_baseline_counts() -> None:
    baseline = _written(_checked(_BROKEN))
    more = _checked(_BROKEN.replace("end.", "end of the the thing."))
    ((at,),) = _compared(more, baseline).new
    assert more.diagnostics[at].code == "RF414"
    less = _checked(_BROKEN.replace("the the end", "the end").replace("18/10", "8/10"))
    gone = _compared(less, baseline)
    assert (gone.new, gone.gone) == ([()], {"a.review": ["RF105", "RF414"]})


def test_a_file_that_is_no_more_is_told_and_one_not_checked_is_not() -> None:
    baseline = read(_written(_checked(_BROKEN, "a"), _checked(_BROKEN, "b")))
    assert list(compare([], baseline, _same, lambda path: path == "b").gone) == ["b"]


def test_bytes_that_are_no_text_are_never_known() -> None:
    unread = check_data(b"\xff", "a")
    assert _compared(unread, _written(unread)).new == [(0,)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1: not JSON: "),
        ("{\n,}", "2: not JSON: "),
        ("[" * 100_000, "1: not JSON: nested too deep"),
        ("[]", "1: not a baseline of reviewfmt, expected one of version 1"),
        ('{"reviewfmt-baseline": 2, "files": {}}', "1: not a baseline of reviewfmt"),
        ('{"reviewfmt-baseline": 1,\n "files": {\n"a": []}}', "3: no fingerprints"),
        ('{"reviewfmt-baseline": 1, "files": {"a": {"RF1": "x"}}}', "1: no fingerprints"),
    ],
)
def test_a_file_that_is_no_baseline(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=r"^\d+: ") as error:
        read(text)
    assert str(error.value).startswith(told)


@settings(deadline=None)
@given(mutated(), st.integers(0, 3))
def test_a_baseline_knows_all_of_itself(text: str, lines: int) -> None:
    """Comments above change no finding's fingerprint, so nothing is new and nothing gone."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    old = _checked(f"% first\n{text}")
    new = _checked("% first\n" + "% more\n" * lines + text)
    found = _compared(new, _written(old))
    assert [str(new.diagnostics[at]) for at in found.new[0]] == []
    assert found.gone == {}


def test_baselines_are_json_with_sorted_names() -> None:
    document = json.loads(_written(_checked(_BROKEN, "b"), _checked(_BROKEN, "a")))
    assert list(document["files"]) == ["a", "b"]
    codes = [key.partition(":")[0] for key in document["files"]["a"]]
    assert codes == sorted(codes)
    assert set(codes) <= set(RULES)


FOLLOW_ON = {"RF301", "RF302", "RF303", "RF305", "RF306"}


def test_a_fault_has_one_finding() -> None:
    """What the numbers and the scores of a guide say is not told where an entry is at fault."""
    for path in sorted((DATA.parent / "malformed").glob("*.review")):
        if path.stem == "RF113-entry":  # its scores are read, and are far from the verdict
            continue
        try:
            text = decode(path.read_bytes())
        except ReviewError:
            continue
        found = check(text)
        if any(one.severity is Severity.ERROR for one in found):
            assert not [str(one) for one in found if one.code in FOLLOW_ON], path.name
