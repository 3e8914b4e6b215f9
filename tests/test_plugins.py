"""Plug-ins: the example in examples/, installed and used; and plug-ins that are wrong."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.cli import run
from reviewfmt.config import ConfigError, parse_config
from reviewfmt.linter import Settings, check, settings
from reviewfmt.rules import _with_plugins, plugins, rule
from reviewfmt.server.analysis import Analysis
from reviewfmt.server.completion import completion
from reviewfmt.server.configured import Configured
from reviewfmt.server.hovers import hover
from tests.budget import IN_WHOLE

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "reviewfmt-streaming"
PAGE = ROOT / "docs" / "extending.md"
CASES = tomllib.loads((Path(__file__).parent / "data/plugins/cases.toml").read_text("utf-8"))[
    "case"
]
EDITOR = tomllib.loads((Path(__file__).parent / "data/server/own_fields.toml").read_text("utf-8"))
LONG = ("html", "docx")
"""Formats that take long, and hold a field as EPUB does."""
TEXT = """Harbour Lights Season 1 Review

Author: Ana Lima
Published: 2024-01-01
Language: en
Streaming: Nimbus
Streaming since: 2024-06-01

Verdict: 8/10
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, put into a folder of its own with the entry points that it declares."""
    target = tmp_path_factory.mktemp("plugin") / "site"
    package = "reviewfmt_streaming"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(EXAMPLE / "src" / package, target / package, ignore=ignored)
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))["project"]
    points = (
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in each.items())
        for group, each in project["entry-points"].items()
    )
    put_about(target, project["name"], "\n".join(points))
    return target


def _clear() -> None:
    for one in (plugins._loaded, _with_plugins, settings.codes_wanted, rule._module):
        one.cache_clear()


@pytest.fixture(autouse=True)
def _forget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Forget which plug-ins were looked for, and work in a folder of its own."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    _clear()
    yield
    _clear()
    for name in [name for name in sys.modules if name.startswith("reviewfmt_")]:
        del sys.modules[name]


@pytest.fixture
def plugged(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder whose configuration names the example, with a review that it finds fault with."""
    monkeypatch.syspath_prepend(installed)
    Path("reviewfmt.toml").write_text('plugins = ["stream"]\n', encoding="utf-8")
    Path("a.review").write_text(TEXT, encoding="utf-8")


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[int, str]]:
    run(["check", *arguments, "--output-format", "json"])
    return [(one["line"], one["code"]) for one in json.loads(capsys.readouterr().out)]


# -- the example ------------------------------------------------------------------------------


@pytest.mark.usefixtures("plugged")
def test_the_rule_of_a_plugin_looks(capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "a.review") == [(7, "STREAM001")]
    assert found(capsys, "a.review", "--select", "STREAM") == [(7, "STREAM001")]
    assert found(capsys, "a.review", "--select", "RF") == []
    assert found(capsys, "a.review", "--ignore", "stream001") == []
    assert run(["check", "a.review", "--strict", "-q"]) == 1


@pytest.mark.usefixtures("plugged")
@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ('ignore = ["STREAM"]', []),
        ('select = ["RF4"]', []),
        ('[per-file-ignores]\n"a.*" = ["STREAM001"]', []),
        ("[rules.STREAM001]\ndays = 200", []),
        ("[rules.STREAM001]\ndays = 100", ["STREAM001"]),
    ],
)
def test_the_configuration_is_about_rules_of_plugins_too(
    more: str, codes: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("reviewfmt.toml").write_text(f'plugins = ["stream"]\n{more}\n', encoding="utf-8")
    assert [code for _, code in found(capsys, "a.review")] == codes


@pytest.mark.usefixtures("plugged")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('plugins = ["stream"]\nselect = ["STREAM009"]', "x:2: unknown code"),
        ('select = ["STREAM"]', "name that in plugins"),
        (
            'plugins = ["stream"]\n[rules.STREAM001]\nday = 3',
            'x:3: unknown key "day"; did you mean',
        ),
        ('plugins = ["stream"]\n[rules.STREAM002]\nday = 3', 'x:2: unknown rule "STREAM002"; did'),
        ('plugins = ["stream"]\n[rules.STREAM001]\ndays = 0', "x:3: "),
        ('plugins = ["Stream"]', 'x:1: "Stream" is not the name of a plug-in'),
        ('plugins = ["rfx"]', 'x:1: "rfx" is not the name of a plug-in'),
        ('plugins = ["./stream.py"]', "x:1: "),
        ('plugins = ["stream", "stream"]', "x:1: a plug-in is named twice"),
        ('plugins = "stream"', "x:1: plugins is"),
    ],
)
def test_a_slip_in_the_configuration_is_reported(text: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text.encode(), "x", own=True)
    assert told in str(caught.value)


@pytest.mark.usefixtures("plugged")
def test_a_comment_silences_a_rule_of_a_plugin(capsys: pytest.CaptureFixture[str]) -> None:
    for comment, codes in (
        ("% ignore-file: STREAM", []),
        ("% ignore-file: STREAM001", []),
        ("% ignore-file: STREAM002", ["RF315", "STREAM001"]),
        ("% ignore-file: STREAM001, RF702", ["RF314"]),
    ):
        text = TEXT.replace("\n\nVerdict", f"\n\n{comment}\n\nVerdict")
        Path("a.review").write_text(text, encoding="utf-8")
        assert sorted(code for _, code in found(capsys, "a.review")) == codes, comment


@pytest.mark.usefixtures("plugged")
@pytest.mark.parametrize("form", ["full", "concise", "sarif", "github", "gitlab", "junit"])
def test_every_report_shows_it(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):  # the second report takes the place of the first
        assert run(["check", "a.review", "--output-format", form, "-o", "report", "-q"]) == 0
    said = Path("report").read_text(encoding="utf-8")
    assert "STREAM001" in said
    assert ("streamed-after-review" in said) is (form == "sarif")
    run(["check", "a.review", "--statistics"])
    assert "1  STREAM001  streamed-after-review\n" in capsys.readouterr().out


@pytest.mark.usefixtures("plugged")
def test_the_cache_knows_which_plugin_has_looked(
    installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("in").mkdir()
    Path("in/a.review").write_text(TEXT, encoding="utf-8")
    for _ in range(2):
        assert found(capsys, "in") == [(7, "STREAM001")]
    module = installed / "reviewfmt_streaming" / "stream001_streamed_after_review.py"
    old = module.stat()
    os.utime(module, (old.st_atime, old.st_mtime + 100))
    plugins._loaded.cache_clear()
    before = sorted(Path(".reviewfmt_cache").rglob("*"))
    assert found(capsys, "in") == [(7, "STREAM001")]
    assert before
    Path("reviewfmt.toml").write_text("", encoding="utf-8")
    assert found(capsys, "in") == []


@pytest.mark.usefixtures("plugged")
def test_its_page_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    for code in ("STREAM001", "stream001", "STREAM"):
        assert run(["rule", code]) == 0
        assert capsys.readouterr().out.startswith("STREAM001 streamed-after-review (warning)\n\nA ")


@pytest.mark.usefixtures("plugged")
@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Streaming: nimbus", []),
        ("Streams on: Redwood Play", []),
        ("En streaming: Nimbus", []),
        ("Streaming: Nimbsu", ["RF702"]),
        ("Streaming seit: 1. März 2024", []),
        ("Streaming seit: bald", ["RF702"]),
        ("Stream: Nimbsu", []),
    ],
)
def test_the_values_of_a_field_are_read(line: str, codes: list[str]) -> None:
    head = "A Show Review\n\nAuthor: A\nPublished: 2024-03-01\nLanguage: de"
    text = f"{head}\n{line}\n\nVerdict: 8/10\n"
    assert [one.code for one in check(text, settings=Settings(plugins=("stream",)))] == codes


@pytest.mark.usefixtures("plugged")
def test_a_document_and_its_schema_hold_a_field(capsys: pytest.CaptureFixture[str]) -> None:
    from jsonschema import Draft202012Validator

    assert run(["schema", "--plugin", "stream"]) == 0
    validator = Draft202012Validator(json.loads(capsys.readouterr().out))
    assert run(["convert", "a.review", "-t", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["metadata"]["extra"] == {"Streaming": "Nimbus", "Streaming since": "2024-06-01"}
    assert validator.is_valid(document)
    document["metadata"]["extra"]["Streaming"] = 7
    assert not validator.is_valid(document)
    assert run(["schema", "--plugin", "gone"]) == 2
    assert 'the plug-in "gone" cannot be used' in capsys.readouterr().err


@pytest.mark.usefixtures("plugged")
@pytest.mark.parametrize(
    "suffix", ["json", "md", "epub", *(pytest.param(one, marks=IN_WHOLE) for one in LONG)]
)
def test_a_field_goes_through_a_format_and_back(
    suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["convert", "a.review", "-o", f"a.{suffix}", "-q"]) == 0
    assert run(["convert", f"a.{suffix}", "-o", "b.review", "-q"]) == 0
    capsys.readouterr()
    assert run(["diff", "a.review", "b.review"]) == 0, capsys.readouterr().out
    assert found(capsys, "b.review") == [(7, "STREAM001")]
    changed = Path("b.review").read_text(encoding="utf-8").replace("Nimbus", "Harbour+")
    Path("b.review").write_text(changed, encoding="utf-8")
    assert run(["diff", "a.review", "b.review"]) == 1
    assert "Nimbus → Harbour+" in capsys.readouterr().out


@IN_WHOLE
def test_pip_installs_the_example_and_its_tests_pass(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "site"
    shutil.copytree(EXAMPLE, source, ignore=shutil.ignore_patterns("__pycache__"))
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run(
        [*pip, "--no-build-isolation", "--target", target, source], check=True, capture_output=True
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "tests"],
        cwd=source,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(target), str(ROOT / "src")))},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert "6 passed" in done.stdout


@pytest.mark.usefixtures("plugged")
def test_a_new_review_has_a_field_of_a_plugin(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["new", "Fog", "-o", "-", "--date", "2024-01-01", "--author", "Ana Lima"]
    given = ["streaming=Nimbus", "Streaming seit=2024-06-01", "network=Harbour TV"]
    assert run([*words, *(word for one in given for word in ("--metadata", one))]) == 0
    text = capsys.readouterr().out
    assert "Network: Harbour TV\nStreaming: Nimbus\nStreaming seit: 2024-06-01\n" in text
    told = check(text, settings=Settings(plugins=("stream",), select=("STREAM",)))
    assert [one.code for one in told] == ["STREAM001"]
    assert run([*words, "--language", "de", "--metadata", "streaming=Nimbus"]) == 0
    assert "\nStreaming bei: Nimbus\n" in capsys.readouterr().out
    for slip, says in (
        ("mood=dark", "unknown field 'mood'"),
        ("streaming=Nimbus\nVerdict: 3/5", "the value of Streaming holds a control character or"),
        ("streaming=Nim\x07bus", "the value of Streaming holds a control character or"),
    ):
        assert run([*words, "--metadata", slip]) == 2
        assert says in capsys.readouterr().err


# -- plug-ins that are wrong ------------------------------------------------------------------


def put_about(folder: Path, package: str, points: str) -> None:
    """Put what an installer notes of a package into a folder: its name and its entry points."""
    about = folder / f"{package.replace('-', '_')}-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(points, encoding="utf-8")


def put(
    folder: Path, module: str, points: str | None = None, package: str = "reviewfmt-bad"
) -> None:
    """Put a package of one module into a folder as an installer would."""
    name = package.replace("-", "_")
    put_about(folder, package, points or f"[reviewfmt.rules]\nbad = {name}:RULES")
    (folder / f"{name}.py").write_text(module, encoding="utf-8")


def broken(*names: str) -> str:
    """What is said about plug-ins that cannot be used."""
    text = "A Show Review\n\nVerdict: 8/10\n"
    (found,) = check(text, settings=Settings(select=("RF7",), plugins=names))
    return found.message


GOOD = '"""A page."""\nfrom reviewfmt.plugin import Rule\ncheck = lambda context: []\n'
GOOD += 'RULES = (Rule("BAD001", "good", module="reviewfmt_bad"),)\n'


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_plugin_that_is_wrong_is_reported_and_the_rest_works(
    case: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site = tmp_path / "site"
    put(site, case.get("module", GOOD).lstrip(), case.get("entry_points"))
    monkeypatch.syspath_prepend(site)
    config = case.get("config", 'plugins = ["bad"]')
    Path("reviewfmt.toml").write_text(config + "\n", encoding="utf-8")
    Path("a.review").write_text("A Show Review\n\nA text.\n", encoding="utf-8")
    assert run(["check", "a.review", "--output-format", "json", "--ignore", "RF4"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in told] == ["RF701", "RF102"]
    assert case["says"] in told[0]["message"]
    assert run(["format", "a.review", "--check"]) in (0, 1)
    assert run(["convert", "a.review", "-t", "html"]) in (0, 1)
    assert "RF701" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("module", "told"),
    [
        ("raise SystemExit(7)", "reviewfmt_bad:RULES: SystemExit: 7"),
        ("1 / 0", "reviewfmt_bad:RULES: ZeroDivisionError: division by zero"),
        ("RULES = 3", "reviewfmt_bad:RULES is not a tuple"),
    ],
)
def test_rule_says_why_a_plugin_has_no_page(
    module: str,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    put(tmp_path / "site", module)
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert run(["rule", "BAD001"]) == 2
    assert capsys.readouterr().err == f'reviewfmt: the plug-in "bad" cannot be used: {told}\n'
    assert run(["rule", "GONE001"]) == 2
    assert 'unknown rule "GONE001"' in capsys.readouterr().err


@pytest.mark.parametrize(
    "module", ["raise KeyboardInterrupt", GOOD + "def check(context): raise KeyboardInterrupt\n"]
)
def test_a_plugin_does_not_hold_back_who_wants_to_stop(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "site", module)
    monkeypatch.syspath_prepend(tmp_path / "site")
    with pytest.raises(KeyboardInterrupt):
        check(TEXT, settings=Settings(plugins=("bad",)))


def test_a_plugin_of_two_packages_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for package in ("reviewfmt-bad", "reviewfmt-worse"):
        put(tmp_path / "site", GOOD, "[reviewfmt.rules]\nbad = reviewfmt_bad:RULES", package)
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert "several packages provide it: reviewfmt-bad, reviewfmt-worse" in broken("bad")


def test_two_plugins_with_one_key_are_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = "from reviewfmt.plugin import OwnField\nFIELDS = (OwnField('m', {'en': ('Mood',)}),)\n"
    for name in ("one", "two"):
        points = f"[reviewfmt.fields]\n{name} = reviewfmt_{name}:FIELDS"
        put(tmp_path / "site", field, points, f"reviewfmt-{name}")
    monkeypatch.syspath_prepend(tmp_path / "site")
    said = broken("one", "two")
    assert said == 'the plug-ins "one" and "two" both have a field "Mood"'


MENDS = '''"""A page."""
from reviewfmt.plugin import Edit, Fix, Rule, warning
def check(context):
    at = context.text.find("teh")
    if at >= 0:
        fix = Fix((Edit(at, at + 3, "the"),), safe=False, message="write the")
        yield warning("BAD001", "teh", context.span(at, at + 3), "write the", fix)
RULES = (
    Rule("BAD001", "teh", module="reviewfmt_bad"),
    Rule("BAD002", "off", asked=True, module="reviewfmt_bad"),
)
'''


def test_a_plugin_mends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "site", MENDS)
    monkeypatch.syspath_prepend(tmp_path / "site")
    Path("reviewfmt.toml").write_text('plugins = ["bad"]\nignore = ["RF4"]\n', encoding="utf-8")
    Path("a.review").write_text("A Show Review\n\nIt is teh best.\n\nVerdict: 8/10\n")
    assert found(capsys, "a.review") == [(3, "BAD001")]
    assert run(["check", "a.review", "--fix", "-q"]) == 0
    assert "It is teh best." in Path("a.review").read_text(encoding="utf-8")
    assert run(["check", "a.review", "--unsafe-fixes", "-q"]) == 0
    assert "It is the best." in Path("a.review").read_text(encoding="utf-8")


def test_a_rule_of_a_plugin_that_is_off_looks_where_it_is_selected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "site", MENDS.replace('"BAD001", "teh", context', '"BAD002", "teh", context'))
    monkeypatch.syspath_prepend(tmp_path / "site")
    text = "A Show Review\n\nIt is teh best.\n\nVerdict: 8/10\n"
    for select, codes in (((), ["RF701"]), (("BAD",), ["RF701"]), (("BAD002",), ["BAD002"])):
        asked = Settings(select=select, ignore=("RF4",), plugins=("bad",))
        assert [one.code for one in check(text, settings=asked)] == codes, select


@pytest.mark.usefixtures("plugged")
def test_many_processes_ask_a_plugin(installed: Path) -> None:
    Path("in").mkdir()
    for number in range(30):
        Path(f"in/{number}.review").write_text(TEXT, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(installed), str(ROOT / "src")))}
    words = ["-m", "reviewfmt", "check", "in", "-j", "2", "--no-cache", "--statistics"]
    done = subprocess.run(
        [sys.executable, *words], env=env, capture_output=True, text=True, check=False
    )
    assert done.stdout == "30  STREAM001  streamed-after-review\n", done.stderr


@pytest.mark.usefixtures("plugged")
@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("Streaming: Nimbsu", "Streaming: Nimbus"),
        ("Streams on:  nimbuss ", "Streams on:  Nimbus "),
        ("Streaming: Harbor+", "Streaming: Harbour+"),
        ("Streaming: nothing like it", "Streaming: nothing like it"),
        ("Streaming since: 2024-13-01", "Streaming since: 2024-13-01"),
    ],
)
def test_a_value_that_is_nearly_one_of_a_field_has_a_fix(line: str, made: str) -> None:
    text = TEXT.replace("Streaming: Nimbus\nStreaming since: 2024-06-01", line)
    assert text != TEXT
    Path("a.review").write_text(text, encoding="utf-8")
    assert run(["check", "a.review", "--fix", "-q", "--select", "RF7"]) == 0
    assert Path("a.review").read_text(encoding="utf-8") == text
    assert run(["check", "a.review", "--unsafe-fixes", "-q", "--select", "RF7"]) == 0
    assert Path("a.review").read_text(encoding="utf-8") == text.replace(line, made)


# -- in an editor -----------------------------------------------------------------------------


def at_cursor(case: dict[str, Any]) -> tuple[Analysis, int]:
    """Return a text as the server looks at it, and the offset of the cursor in it."""
    Path("reviewfmt.toml").write_text('plugins = ["stream"]\nselect = ["STREAM"]\n', "utf-8")
    settings = Configured().of("a.review").settings_for("a.review")
    text = case["text"].removeprefix("\n")
    return Analysis(text.replace("‸", ""), settings), text.index("‸")


@pytest.mark.usefixtures("plugged")
@pytest.mark.parametrize("case", EDITOR["completion"], ids=lambda case: case["name"])
def test_an_editor_offers_what_a_plugin_declares(case: dict[str, Any]) -> None:
    items = completion(*at_cursor(case))
    labels = [one["label"] for one in items]
    offers = [one for one in labels if one in case["offers"]]
    assert (labels if case.get("only") else offers) == case["offers"]
    assert case.get("not") not in labels
    if "writes" in case:
        first = next(one for one in items if one["label"] == case["offers"][0])
        assert first["textEdit"]["newText"] == case["writes"]


@pytest.mark.usefixtures("plugged")
@pytest.mark.parametrize("case", EDITOR["hover"], ids=lambda case: case["name"])
def test_an_editor_says_what_a_plugin_declares(case: dict[str, Any]) -> None:
    found = hover(*at_cursor(case))
    if not case["says"]:
        assert found is None
        return
    assert found is not None
    for said in case["says"]:
        assert said in found["contents"]["value"]


# -- what must not happen ---------------------------------------------------------------------


PROBE = """
import sys
from reviewfmt.cli import run
for config in ("", 'plugins = ["bad"]'):
    open("reviewfmt.toml", "w").write(config)
    code = run(["check", "a.review", "-q"])
    named = ("importlib.metadata", "reviewfmt.rules.plugins", "reviewfmt_bad")
    print(code, *(name for name in named if name in sys.modules))
"""


def test_nothing_is_looked_for_where_no_plugin_is_named(tmp_path: Path) -> None:
    put(tmp_path / "site", GOOD)
    text = "A Show Review\n\nAuthor: A\nPublished: 2024-04-11\nLanguage: en\n\nVerdict: 8/10\n"
    Path("a.review").write_text(text, encoding="utf-8")
    path = os.pathsep.join((str(tmp_path / "site"), str(ROOT / "src")))
    env = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, "-c", PROBE], env=env, capture_output=True, text=True, check=False
    )
    imported = "0\n0 importlib.metadata reviewfmt.rules.plugins reviewfmt_bad\n"
    assert done.stdout == imported, done.stderr


def test_a_file_beside_the_reviews_does_not_take_the_place_of_a_plugin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "site", GOOD)
    Path("reviewfmt_bad.py").write_text("open('owned', 'w').close()\n", encoding="utf-8")
    Path("reviewfmt.toml").write_text('plugins = ["bad"]\nselect = ["RF7"]\n', encoding="utf-8")
    Path("a.review").write_text("A Show Review\n\nVerdict: 8/10\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.syspath_prepend(Path.cwd())  # as `python -m reviewfmt` does
    assert run(["check", "a.review"]) == 0
    assert capsys.readouterr().out == ""
    assert not Path("owned").exists()


def test_a_json_document_is_looked_at_by_a_plugin(
    plugged: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["convert", "a.review", "-o", "a.json", "-q"]) == 0
    ((line, code),) = found(capsys, "a.json")
    assert code == "STREAM001"
    assert "Streaming since" in Path("a.json").read_text(encoding="utf-8").splitlines()[line - 1]


def test_the_configuration_of_a_stranger_runs_nothing_that_lies_beside_it() -> None:
    put(Path(), "open('owned', 'w').close()\n")
    Path("reviewfmt.toml").write_text('plugins = ["bad"]\n', encoding="utf-8")
    Path("a.review").write_text("A Show Review\n\nVerdict: 8/10\n", encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-m", "reviewfmt", "check", "a.review"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "no installed package provides it" in done.stdout
    assert not Path("owned").exists()
