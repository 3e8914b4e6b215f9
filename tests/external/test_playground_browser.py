"""The playground, built and driven in Chromium: from a server, without one, and from a folder.

Needs Node.js, Chromium, and axe-core and playwright-core from npm: `.ci/run` installs them and sets
REVIEWFMT_EXTERNAL=1, with which nothing here may be skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from reviewfmt import ReviewError, convert, to_json
from reviewfmt.linter import check
from reviewfmt.linter.fixing import fix
from reviewfmt.parser import parse
from reviewfmt.source import decode
from scripts import build_playground
from scripts.node_packages import BuildError

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "node_modules"
SCRIPT = Path(__file__).parent / "playground.mjs"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NODE = shutil.which("node") or ""
SAMPLES = {path.stem: decode(path.read_bytes()) for path in (ROOT / "samples").glob("*.review")}
FIRST = SAMPLES["metallic-rouge"]

HEAD = "A Show Season 1 Review – quiet\n\nAuthor: Ana\nPublished: 2024-04-11\nLanguage: en\n\n"
GOOD = f"{HEAD}It is 🚢 漢字.\n\nVerdict - 7/10\n"
GIVEN: dict[str, Any] = {
    "broken": f"{HEAD}It is good.\n\nVerdict - 11/10\n",
    "mendable": GOOD.replace("2024-04-11", "11 April 2024").replace("en\n", "en\nNetwork:\n"),
    "shared": GOOD,
    "long": f"{HEAD}{'It is good. ' * 20_000}\n",
    "pastes": {
        "a review of 1 MB": GOOD * (1_000_000 // len(GOOD)),
        "a line of 1 MB": "x" * 1_000_000,
        "a binary file": "\0\1\2\ufffd" * 250_000,
        "a page of the web": "<!doctype html><title>x</title>"
        + "<div>It is good.</div>\n" * 40_000,
    },
    "samples": SAMPLES,
    "files": {
        "wide.review": "wide.review is in UTF-16\n".encode("utf-16").hex(),
        "photo.jpg": "ffd8ffe000104a46494600ff",
    },
}
SCENES = (
    *("loads", "types", "mends", "opens", "tabs", "shares", "breaks", "keeps", "forgets"),
    *("pastes", "stops", "follows", "agrees", "looks", "file", "updates", "offline"),
)
FROZEN = 3_000
"""So many milliseconds without a frame are a page that does not answer."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    needed = ("axe-core", "playwright-core")
    if not NODE or not CHROMIUM or not all((MODULES / name).is_dir() for name in needed):
        missing = f"Chromium, Node.js or {' or '.join(needed)} is not installed; see .ci/run"
        if os.environ.get("REVIEWFMT_EXTERNAL"):
            pytest.fail(missing)
        pytest.skip(missing)
    target = tmp_path_factory.mktemp("playground")
    build_playground.build(target)
    return target


def renewed(built: Path, folder: Path) -> Path:
    """Return a copy of the playground that is another build by its title."""
    shutil.copytree(built, folder)
    page = (folder / "index.html").read_text(encoding="utf-8")
    (folder / "index.html").write_text(page.replace("<title>", "<title>new "), encoding="utf-8")
    service = (folder / "sw.js").read_text(encoding="utf-8")
    (folder / "sw.js").write_text(
        re.sub(r'BUILD = "\w+"', 'BUILD = "new"', service), encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def shown(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each scene shows."""
    given = GIVEN | {"next": str(renewed(built, tmp_path_factory.mktemp("next") / "folder"))}
    done = subprocess.run(
        [NODE, str(SCRIPT), str(MODULES), str(CHROMIUM), str(built), *SCENES],
        input=json.dumps(given).encode(),
        stdout=subprocess.PIPE,
        check=True,
        timeout=1800,
    )
    found: dict[str, Any] = dict(map(json.loads, done.stdout.splitlines()))
    assert set(found) == set(SCENES)
    return found


def of(shown: dict[str, Any], scene: str) -> Any:
    found = shown[scene]
    assert "failed" not in found, found["failed"]
    assert found.get("faults", []) == []
    return found


def listed(text: str) -> list[str]:
    """The findings of a text as the list of the playground has them."""
    return [
        f"{one.severity} {one.span.line}:{one.span.column} {one.code} {one.message}"
        for one in check(text)
    ]


def test_the_build_is_the_same_twice(built: Path, tmp_path: Path) -> None:
    build_playground.build(tmp_path / "again", check=False)
    first, again = (
        {path.name: path.read_bytes() for path in folder.iterdir()}
        for folder in (built, tmp_path / "again")
    )
    assert first.keys() == again.keys()
    assert all(first[name] == again[name] for name in first)


def test_it_loads_little_and_asks_nobody_else(shown: dict[str, Any]) -> None:
    """All bytes that the server sends until the service worker has them too."""
    found = of(shown, "loads")
    assert 5_000_000 < found["sent"] < 15_000_000
    assert found["others"] == []
    assert found["status"] == "1 warning"


def test_a_broken_line_is_underlined_and_listed(shown: dict[str, Any]) -> None:
    found = of(shown, "types")
    assert found["marked"] == ["11/10"]
    assert found["findings"] == listed(GIVEN["broken"])
    assert found["line"] == found["next"] == "Verdict - 11/10"


def test_findings_are_mended(shown: dict[str, Any]) -> None:
    found = of(shown, "mends")
    text = GIVEN["mendable"]
    assert found["before"] == listed(text)
    assert found["one"] == text.replace("11 April 2024", "2024-04-11")
    assert found["all"] == fix(text).text


def test_files_are_opened_or_refused(shown: dict[str, Any]) -> None:
    found = of(shown, "opens")
    wide, photo = found["found"]["wide.review"], found["found"]["photo.jpg"]
    assert wide == {"notice": "", "text": "wide.review is in UTF-16\n"}
    assert photo["notice"] == "photo.jpg: a binary file, expected the text of a review"
    assert photo["text"] == wide["text"]
    assert found["dropped"] == GOOD


def test_the_tabs_show_page_json_and_findings(shown: dict[str, Any]) -> None:
    found = of(shown, "tabs")
    assert found["title"] == FIRST.partition("\n")[0]
    assert json.loads(found["json"]) == to_json(parse(FIRST).review)
    assert found["said"] == "1 warning"
    assert found["shown"]


def test_a_link_holds_the_text(shown: dict[str, Any]) -> None:
    found = of(shown, "shares")
    assert re.fullmatch(r"text=[\w-]+", found["link"])
    assert found["said"].startswith("The link is")
    assert json.loads(found["json"]) == to_json(parse(GOOD).review)


def test_a_broken_link_shows_a_sample_and_says_why(shown: dict[str, Any]) -> None:
    found = of(shown, "breaks")
    assert set(found) == {"letters", "cut", "bytes", "empty", "large", "long"}
    for name, one in found.items():
        assert one["notice"].startswith("The link cannot be read: "), name
        assert one["line"] == FIRST.partition("\n")[0], name
        assert one["faults"] == [], name
    assert "more than 1000000 bytes" in found["large"]["notice"]
    assert "too long" in found["long"]["notice"]


def test_the_text_of_the_user_is_kept(shown: dict[str, Any]) -> None:
    """A reload shows it again; only a link that can be read, or a sample, is shown instead."""
    found = of(shown, "keeps")["found"]
    own, shared = GIVEN["broken"], GIVEN["shared"]
    texts = {name: one["text"] for name, one in found.items()}
    sample = texts.pop("sample")
    assert texts == dict.fromkeys(texts, own) | {"link": shared, "link reload": shared}
    assert sample.startswith(SAMPLES["shiomachi-diner"].partition("\n")[0])
    assert [name for name, one in found.items() if one.get("offered")] == [
        *("link", "link reload", "back", "sample", "back again"),
    ]
    assert found["broken"]["notice"].endswith("The text stays as it was.")
    assert found["broken reload"]["notice"].endswith("The text is your own.")
    for name in ("link", "link reload"):
        assert "press Earlier text" in found[name]["notice"]


def test_it_works_where_the_browser_keeps_nothing(shown: dict[str, Any]) -> None:
    """The browser asks before it drops the text."""
    found = of(shown, "forgets")
    assert found["said"] == "No findings"
    assert found["asked"] == ["beforeunload"]
    assert found["line"] == FIRST.partition("\n")[0]


def test_no_paste_freezes_the_page(shown: dict[str, Any]) -> None:
    found = of(shown, "pastes")["found"]
    assert set(found) == set(GIVEN["pastes"])
    for name, one in found.items():
        assert one["longest"] < FROZEN, name
        assert one["typed"] == "The text is too long to check while you type: press Check.", name
        assert re.search(r"\d (error|warning)", one["pressed"]), name
        assert one["after"] == "No findings", name
    assert "binary" in found["a binary file"]["notice"]
    assert "reviewfmt adopt" in found["a page of the web"]["notice"]


def test_what_takes_too_long_is_stopped(shown: dict[str, Any]) -> None:
    found = of(shown, "stops")
    assert found["said"].startswith("Checking was stopped: it takes more than 60 seconds.")
    assert found["after"] == "No findings"


def test_lines_run_in_their_direction_and_links_stay_in_the_page(shown: dict[str, Any]) -> None:
    found = of(shown, "follows")
    assert found["dirs"] == {"English": "ltr", "العربية": "rtl"}
    assert found["hash"] == ""
    assert found["address"].endswith("/a/sub-path/")


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_findings_and_page_are_those_of_the_commands(shown: dict[str, Any], name: str) -> None:
    """The findings as of `check`, the page as of `convert`, byte by byte."""
    text = SAMPLES[name].replace("\r\n", "\n")
    found = of(shown, "agrees")["found"][name]
    assert found["findings"] == listed(text)
    try:
        assert found["page"] == convert(text, "html")
    except ReviewError:
        assert found["findings"][0].startswith("error")


def test_it_looks_well_for_everybody(shown: dict[str, Any]) -> None:
    """Nothing that axe finds, and nothing wider than the window, at 320 dots and in the dark."""
    assert of(shown, "looks")["found"] == []


def test_it_runs_from_a_folder(shown: dict[str, Any]) -> None:
    found = of(shown, "file")
    assert found["title"] == FIRST.partition("\n")[0]
    assert found["others"] == []
    assert found["said"].startswith("The link is")


def test_a_new_build_is_there_at_the_next_visit(built: Path, shown: dict[str, Any]) -> None:
    found = of(shown, "updates")
    assert found["before"] == "reviewfmt playground"
    assert found["after"] == "new reviewfmt playground"
    names = {path.name for path in built.iterdir()} - {"sw.js"}
    assert set(found["kept"]) == names


def test_it_runs_without_its_server(shown: dict[str, Any]) -> None:
    found = of(shown, "offline")
    assert found["findings"] == listed(GIVEN["broken"])


def test_a_type_error_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = build_playground.stage

    def broken(folder: Path = build_playground.STAGE) -> None:
        stage(folder)
        (folder / "src" / "slip.ts").write_text("const one: number = 'x';\n", encoding="utf-8")

    monkeypatch.setattr(build_playground, "stage", broken)
    with pytest.raises(BuildError, match=r"slip\.ts"):
        build_playground.build(tmp_path / "never")
    assert not (tmp_path / "never").exists()
