"""The manual pages: what they hold; tests/external/test_man_pages.py lets groff and mandoc read."""

from __future__ import annotations

import re

import pytest

from reviewfmt.cli import COMMANDS, main
from reviewfmt.version import VERSION
from scripts.build_man import escaped, exit_status, pages

PAGES = pages()


def test_each_command_has_a_page() -> None:
    names = ["reviewfmt.1", *(f"reviewfmt-{name}.1" for name in COMMANDS)]
    assert list(PAGES) == names


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_sections_in_the_order_of_manuals(name: str) -> None:
    sections = re.findall(r"^\.SH (.+)$", PAGES[name], re.MULTILINE)
    assert sections[:3] == ["NAME", "SYNOPSIS", "DESCRIPTION"]
    assert sections[-1] == "SEE ALSO"
    assert len(set(sections)) == len(sections)
    assert {"OPTIONS", "EXAMPLES" if "EXAMPLE" not in sections else "EXAMPLE"} <= set(sections)
    if "EXIT STATUS" in sections:
        assert sections[-2] == "EXIT STATUS"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_itself_and_its_version(name: str) -> None:
    title = name.removesuffix(".1").replace("-", "\\-")
    head, _, about = PAGES[name].split("\n", 3)[:3]
    assert head.startswith(f".TH {title.upper()} 1 ")
    assert f'"reviewfmt {VERSION}"' in head
    assert about.startswith(f"{title} \\- ")
    assert "..." not in about


def test_a_page_shows_options_examples_and_exit_codes() -> None:
    page = PAGES["reviewfmt-check.1"]
    assert ".TP\n\\fB\\-f\\fR, \\fB\\-\\-from\\fR FORMAT\nThe format of the files" in page
    assert "\nreviewfmt check a.review b.review\n" in page
    assert ".TP\n.B 2\nthe command could not run" in page
    assert "\\fB% ignore: RF302\\fR" in page
    assert "\b" not in page
    assert "\\fB\\-h\\fR" in page


def test_the_page_of_the_program_lists_the_commands() -> None:
    page = PAGES["reviewfmt.1"]
    for name, says in COMMANDS.items():
        assert f".BR reviewfmt\\-{name} (1)\n" in page
        assert says.split("`")[0].replace("-", "\\-")[:20] in page
    assert (main.help or "") in page.replace("\\-", "-")


def test_no_line_of_a_text_is_a_command_of_roff() -> None:
    assert escaped(".review\n'x'\na\\b -o") == "\\&.review\n\\&'x'\na\\eb \\-o"


def test_exit_codes_are_taken_apart() -> None:
    told = list(exit_status("0 clean; 1 errors (or; none), and more; 2 it could not run."))
    assert told == [
        ".SH EXIT STATUS",
        ".TP\n.B 0\nclean.",
        ".TP\n.B 1\nerrors (or; none), and more.",
        ".TP\n.B 2\nit could not run.",
    ]


def test_the_date_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert '.TH REVIEWFMT 1 1970-01-02 "' in pages()["reviewfmt.1"]
