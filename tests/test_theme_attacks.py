"""Templates and reviews of people who mean no good, and what holds against them."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.cli import run
from reviewfmt.theme import Look, Source, ThemeError, load, render
from tests.budget import IN_WHOLE

DATA = Path(__file__).parent / "data" / "theme"
ATTACKS: dict[str, list[dict[str, Any]]] = tomllib.loads((DATA / "attacks.toml").read_text("utf-8"))
SAMPLE = Path(__file__).parents[1] / "samples" / "metallic-rouge.review"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def said_by(template: str) -> str:
    look = Look(templates=(Source("mine", "mine", template),), page="mine")
    return render("page.html.jinja", {"title": "Fog", "extra": {}}, look)


def _name(case: dict[str, Any]) -> str:
    return str(case["name"])


@pytest.mark.parametrize("case", ATTACKS["slow"], ids=_name)
def test_no_operation_takes_long(case: dict[str, Any]) -> None:
    template = case.get("set", "") + case.get("twice", "") * 40 + case["template"]
    begun = time.process_time()
    with pytest.raises(ThemeError) as caught:
        said_by(template)
    assert str(caught.value).startswith(f"mine:1: {case['said']}")
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("case", ATTACKS["straight"], ids=_name)
def test_many_operations_are_stopped(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewfmt.theme.bounds.SECONDS", 0.01)
    begun = time.process_time()
    with pytest.raises(ThemeError, match=r"^mine:1: it takes longer than 0.01 seconds a page"):
        said_by(case["set"] + case["repeated"] * 300)
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ 'a' < 'b' }}{{ title == 'Fog' }}{{ 'o' in title }}", "TrueTrueTrue"),
        ("{{ {title: 1}[title] }}{{ [1, 2, 3][1:]|length }}{{ title[0] ~ 1 ~ none }}", "12F1None"),
        ("{{ [3, 1]|sort|join }}{{ [1, 2]|map('string')|map('upper')|join('-') }}", "131-2"),
        ("{{ [1, 2]|sum }}{{ [{'a': 2}]|sum('a') }}{{ [1, 2]|reverse|first }}", "322"),
        ("{{ ' a '.strip() }}{{ 'xax'|trim('x') }}{{ '<b>a</b>'|striptags }}", "aaa"),
        ("{{ 1 is odd and 2 is even and 'a' is in ['a'] and 3 is divisibleby 3 }}", "True"),
        ("{{ [1, 2, 3]|select('gt', 1)|list|length }}{{ [0, 1]|select|list|length }}", "21"),
        ("{% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{% endfor %}", "a1"),
    ],
)
def test_what_is_bounded_still_works(template: str, said: str) -> None:
    assert said_by(template) == said


def test_loops_that_nest_too_deep_for_python() -> None:
    with pytest.raises(ThemeError) as caught:
        said_by("{% for a in [1] %}" * 25 + "{% endfor %}" * 25)
    assert str(caught.value) == "mine:1: it cannot be compiled: too many statically nested blocks"


@IN_WHOLE
def test_a_template_that_takes_long_to_compile() -> None:
    with pytest.raises(ThemeError, match=r"^mine:1: it has more than 100000 names, texts and"):
        said_by("{{ [" + "1," * 100_001 + "] }}")


@pytest.mark.parametrize("text", ["", " \n\n", "{% if season and not season %}x{% endif %}"])
def test_a_page_without_anything_is_a_fault(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.html").write_text(text, "utf-8")
    arguments = ["convert", str(SAMPLE), "-o", "a.html", "--template", "mine.html"]
    assert run(arguments) == 2
    assert capsys.readouterr().err == "reviewfmt: mine.html:1: it makes an empty page\n"
    assert not Path("a.html").exists()


def test_a_style_sheet_with_ends_of_line_of_other_systems() -> None:
    Path("a.css").write_bytes(b"\xef\xbb\xbfa {\r\n}\r\rb {}\r\n")
    assert load(css=("a.css",)).css[0].text == "a {\n}\n\nb {}\n"
    Path("b.css").write_bytes(b"a {}\r\r@import 'c.css';")
    with pytest.raises(ThemeError, match=r"^b\.css:3: @import"):
        load(css=("b.css",))
