"""The casts of the documents: each is what its commands print today, small, and soon still."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyte.screens import Char

from scripts.casts import CASTS, LARGEST, LONGEST, ROWS, Cast, Row, drawn, shown

ROOT = Path(__file__).parents[1]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
SHOWN = re.compile(r"!\[([^\]]*+)\]\((?:docs/)?casts/([^)\s]++)\)")
SVG = "{http://www.w3.org/2000/svg}"


def rows(cells: str, **style: object) -> list[Row]:
    line = (Char(one, **style) for one in cells)  # type: ignore[arg-type]
    return [Row(0, 0.0, tuple(enumerate(line)))]


def text_of(cast: Cast) -> str:
    """Return the commands and the lines of a cast as it lies in the folder."""
    tree = ElementTree.fromstring((CASTS / f"{cast.name}.svg").read_bytes())
    lines: dict[str, str] = {}
    for line in tree.iter(f"{SVG}text"):
        lines[line.attrib["y"]] = lines.get(line.attrib["y"], "") + "".join(line.itertext())
    return "\n".join(lines.values())


def test_each_cast_is_one_that_the_script_makes() -> None:
    assert {path.name for path in CASTS.iterdir()} == {f"{row.name}.svg" for row in ROWS}
    assert len({row.name for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("cast", ROWS, ids=lambda cast: cast.name)
def test_a_cast_is_what_its_commands_print_today(cast: Cast) -> None:
    made = (CASTS / f"{cast.name}.svg").read_text(encoding="utf-8")
    assert drawn(cast, shown(cast)) == made, "run scripts/casts.py"


@pytest.mark.parametrize("cast", ROWS, ids=lambda cast: cast.name)
def test_a_cast_is_small_and_says_what_it_is(cast: Cast) -> None:
    data = (CASTS / f"{cast.name}.svg").read_bytes()
    assert len(data) <= LARGEST
    tree = ElementTree.fromstring(data)
    named = tree.attrib["aria-labelledby"].split()
    found = [tree.find(f"{SVG}{one}") for one in ("title", "desc")]
    assert [one is not None and one.attrib["id"] for one in found] == named
    assert [one is not None and bool(one.text) for one in found] == [True, True]
    assert tree.attrib["role"] == "img"
    words = text_of(cast).replace(" ", "")
    assert all(f"${command}".replace(" ", "") in words for command in cast.commands)


def luminance(color: str) -> float:
    """Return the relative luminance of a colour such as `#6fd3d6`, as WCAG 2 defines it."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return sum(share * one for share, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("cast", ROWS, ids=lambda cast: cast.name)
def test_a_cast_is_readable(cast: Cast) -> None:
    text = (CASTS / f"{cast.name}.svg").read_text(encoding="utf-8")
    background = re.findall(r'<rect [^>]*fill="(#\w{6})"', text)
    colors = re.findall(r"fill:(#\w{6})", text)
    assert len(background) == 1
    assert colors
    for color in colors:
        dark, light = sorted(map(luminance, (*background, color)))
        assert (light + 0.05) / (dark + 0.05) >= 7, color


@pytest.mark.parametrize("cast", ROWS, ids=lambda cast: cast.name)
def test_a_cast_moves_briefly_and_only_for_those_who_want_it(cast: Cast) -> None:
    text = (CASTS / f"{cast.name}.svg").read_text(encoding="utf-8")
    style = text[text.index("<style>") : text.index("</style>")]
    still, _, moving = style.partition("@media (prefers-reduced-motion:no-preference)")
    assert "opacity" not in still
    assert "animation" not in still
    assert "infinite" not in moving
    delays = [float(one) for one in re.findall(r"animation-delay:([\d.]+)s", moving)]
    assert delays == sorted(delays)
    assert delays[-1] <= LONGEST


@pytest.mark.parametrize("cast", ROWS, ids=lambda cast: cast.name)
def test_a_cast_names_nothing_of_the_machine(cast: Cast) -> None:
    text = (CASTS / f"{cast.name}.svg").read_text(encoding="utf-8")
    assert not re.search(r"/(?:tmp|home|root|work|usr|var)\b|Traceback", text)
    assert not re.search(r"href=|src=|url\(", text), "it loads nothing"


def test_documents_show_the_casts() -> None:
    found = [
        (said, name)
        for document in DOCUMENTS
        for said, name in SHOWN.findall(document.read_text(encoding="utf-8"))
    ]
    assert {name for _, name in found} == {f"{row.name}.svg" for row in ROWS}
    assert all(said for said, _ in found), "a cast says in words what it shows"


def test_wide_characters_keep_their_columns() -> None:
    line = [*rows("潮")[0].cells, (1, Char("")), (2, Char(" ")), (3, Char("a", bold=True))]
    svg = drawn(ROWS[0], [Row(0, 0.0, tuple(line))])
    assert re.findall(r'x="([\d.]+)" textLength="([\d.]+)"[^>]*>([^<]+)<', svg) == [
        ("14.0", "16.8", "潮"),
        ("39.2", "8.4", "a"),
    ]


def test_markup_is_text() -> None:
    svg = drawn(ROWS[0], rows("a<b>&amp;"))
    tree = ElementTree.fromstring(svg)
    assert "".join(next(tree.iter(f"{SVG}tspan")).itertext()) == "a<b>&amp;"


@pytest.mark.parametrize("style", [{"bg": "red"}, {"reverse": True}, {"fg": "ff0000"}])
def test_a_colour_that_casts_do_not_have_is_an_error(style: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="colour"):
        drawn(ROWS[0], rows("a", **style))
