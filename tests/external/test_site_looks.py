"""A site in Chromium, served as `reviewfmt serve` does: both colour schemes, three widths.

No violation that axe finds, no message, no request but to the site itself, nothing wider than the
window; the search finds words of every script; pages show themselves again. Nu finds nothing in any
page. MiniSearch makes of the same reviews the index that reviewfmt makes. Needs what
test_looks.py needs.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from reviewfmt import dumps
from reviewfmt.batch.manifest import hold
from reviewfmt.cli import run
from reviewfmt.config import Configs
from reviewfmt.linter import check
from reviewfmt.publish.reading import text_of
from reviewfmt.publish.site import Asked, Built, Input, Reader, build
from reviewfmt.publish.site.search import tokens
from reviewfmt.publish.site.server import Server
from reviewfmt.publish.site.state import Shown, State
from tests.external.test_lighthouse import LIGHTHOUSE, failing, judged
from tests.external.test_lighthouse import site as plain
from tests.external.test_looks import CHROMIUM, MODULES, ROOT, _tools
from tests.grown import grown
from tests.test_checkers import _OF_THE_AUTHOR, NU, java
from tests.test_site import REVIEWS, cases

__all__ = ["_tools", "plain"]

SCRIPT = Path(__file__).parent / "site_looks.mjs"
ASSETS = ROOT / "src/reviewfmt/templates/site"
SAMPLES = [*ROOT.glob("samples/*.review"), *REVIEWS.glob("*.review")]
PAGES = {
    "en": (
        "",
        "works/",
        "authors/ana-lima/",
        "harbour-lights/",
        "harbour-lights/season-1/",
        "b-pier-b-sons/movie/",
        "not-there/",
        "search/?q=harbor lightz",
        "search/?q=食堂",
        "-/source/0",
    ),
    "ar": ("", "harbour-lights/", "harbour-lights/season-2/", "search/?q=Última"),
}
"""What is shown of a site, by the language of the words around its reviews."""


def made(out: Path, **asked: object) -> Built:
    with hold(str(out), anew=True) as manifest:
        inputs = [Input(str(path), "review") for path in sorted(SAMPLES)]
        options = Asked(name="Reviews of the sea", drafts=True, **asked)  # type: ignore[arg-type]
        return build(inputs, Reader(Configs()), manifest, options, 2)


@contextlib.contextmanager
def serving(state: State) -> Iterator[Server]:
    with Server(0, state) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            state.end()
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("language", PAGES)
def test_nothing_is_wrong_with_a_site(language: str, tmp_path: Path) -> None:
    built = made(tmp_path, language=language)
    assert built.catalogue is not None
    of_pages = {one.path: one.source for one in built.catalogue.reviews}
    texts = {str(path): text_of(str(path)) for path in sorted(SAMPLES)}
    found_in = {path: tuple(check(text, path)) for path, text in texts.items()}
    state = State()
    state.put(Shown(str(tmp_path), texts, found_in, of_pages))
    said = {}
    with serving(state) as server:
        command = [
            "node",
            SCRIPT,
            MODULES,
            CHROMIUM,
            server.address,
            *map(quote_path, PAGES[language]),
        ]
        done = subprocess.Popen(
            [str(part) for part in command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert done.stdout is not None
        for line in done.stdout:
            path, found = json.loads(line)
            said[path] = found
            if path == "ready":
                state.put(state.get()[0])
        _, errors = done.communicate(timeout=60)
    assert len(said) == len(PAGES[language]) + 2, errors[-2000:]
    assert {path: found for path, found in said.items() if found} == {}


def quote_path(path: str) -> str:
    return quote(path, safe="/?=-")


def nu(folder: Path) -> list[tuple[str, str]]:
    """Return what Nu says of all pages of a site, but of the letters and dates of the author."""
    done = java(NU, "--format", "json", "--skip-non-html", folder)
    return [
        (one["url"], one["message"])
        for one in json.loads(done.stderr)["messages"]
        if not any(said in one["message"] for said in _OF_THE_AUTHOR)
    ]


def test_nu_finds_nothing(tmp_path: Path) -> None:
    made(tmp_path / "out", base="https://example.org/r/")
    assert nu(tmp_path / "out") == []


def test_nu_finds_nothing_in_grown_reviews(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for at, review in enumerate(grown(200)):
        (tmp_path / f"in/{at}.review").write_text(dumps(review), encoding="utf-8")
    assert run(["site", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "-q", "--drafts"]) == 0
    assert nu(tmp_path / "out") == []


@pytest.mark.skipif(not LIGHTHOUSE.is_file(), reason="Lighthouse is not installed")
@pytest.mark.parametrize("path", ["", "harbour-lights/", "harbour-lights/season-1/"])
def test_lighthouse_finds_nothing(path: str, plain: str, tmp_path: Path) -> None:
    made(tmp_path / "out", base=f"{plain}/out/")
    report = judged(f"{plain}/out/{path}", tmp_path / "report.json")
    assert failing(report) == []
    assert report["audits"]["cumulative-layout-shift"]["numericValue"] == 0


COMPARE = """
const [assets, index] = process.argv.slice(1);
const MiniSearch = require(`${assets}/minisearch.js`);
const { tokens, OPTIONS } = require(`${assets}/search.js`);
const fs = require("node:fs");
const { texts, documents, queries } = JSON.parse(fs.readFileSync(0, "utf8"));
const ours = MiniSearch.loadJSON(fs.readFileSync(index, "utf8"), OPTIONS);
const built = new MiniSearch(OPTIONS);
built.addAll(documents);
const ids = (search, query) => search.search(query).map((one) => one.id).sort();
console.log(JSON.stringify({
  tokens: texts.map(tokens),
  ours: queries.map((one) => ids(ours, one)),
  theirs: queries.map((one) => ids(built, one)),
  stored: ours.search(queries[0])[0].path,
}));
"""


def test_minisearch_reads_the_index_as_its_own(tmp_path: Path) -> None:
    built = made(tmp_path)
    assert built.catalogue is not None
    documents = [
        {
            "id": at,
            "title": one.record.title,
            "terms": " ".join((one.record.author or "", *one.record.genre, *one.record.tags)),
            "text": f"{one.record.tagline} {one.record.text}",
        }
        for at, one in enumerate(built.catalogue.reviews)
    ]
    texts = [case["text"] for case in cases("tokens.toml")]
    queries = ["ferries", "harbour lights", "harbor", "食堂", "Última parada", "ana drama", "مقهى"]
    done = subprocess.run(
        ["node", "-e", COMPARE, ASSETS, tmp_path / "search/index.json"],
        input=json.dumps({"texts": texts, "documents": documents, "queries": queries}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    for found, text in zip(said["tokens"], texts, strict=True):
        # Of a run without spaces the index has the last sign, too: a query needs it not.
        assert set(found) <= set(tokens(text)), text
        assert {one for one in tokens(text) if len(one) > 1} <= set(found), text
    for query, ours, theirs in zip(queries, said["ours"], said["theirs"], strict=True):
        assert ours, query
        assert ours == theirs, query
    assert said["stored"].endswith("/")
