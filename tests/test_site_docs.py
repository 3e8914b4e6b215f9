"""docs/publishing-sites.md: the addresses and the variables that it names are there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from reviewfmt import load
from reviewfmt.cli import run
from reviewfmt.publish.site.catalogue import Read, catalogued
from reviewfmt.publish.site.feeds import MOST
from reviewfmt.publish.site.frame import Site
from reviewfmt.publish.site.page_context import around_of
from reviewfmt.publish.site.pages import moved, pages
from reviewfmt.publish.site.records import record_of
from reviewfmt.publish.site.server import POLICY
from tests.test_site import BASE, REVIEWS, files

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "publishing-sites.md").read_text(encoding="utf-8")


def test_the_addresses_are_there(tmp_path: Path) -> None:
    assert run(["site", str(REVIEWS), "-o", str(tmp_path), "--base-url", BASE, "-q"]) == 0
    table = PAGE.partition("## Contents of the site")[2].partition("\n\n-")[0]
    named = re.findall(r"`([\w./-]+)`", "\n".join(re.findall(r"^\| (.+?) \|", table, re.MULTILINE)))
    assert len(named) > 12
    found = files(tmp_path)
    for one in named:
        assert one in found or any(name.startswith(one) for name in found if one.endswith("/")), one


def test_what_it_says_is_so() -> None:
    assert f"the {MOST} newest" in PAGE
    said = re.search(r"^Content-Security-Policy: (.+)$", PAGE, re.MULTILINE)
    assert said is not None
    assert set(said[1].split("; ")) <= {one.replace(" https:", "") for one in POLICY.split("; ")}
    configuration = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    assert "| `base-url` |" in configuration
    assert "| `site-name` |" in configuration


def test_templates_of_users_take_the_place_of_ours(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    (templates / "site").mkdir(parents=True)
    ours = ROOT / "src/reviewfmt/templates/site/footer.html.jinja"
    shutil.copy(ours, templates / "site/footer.html.jinja")
    with (templates / "site/footer.html.jinja").open("a", encoding="utf-8") as file:
        file.write("<p>of mine</p>\n")
    out = tmp_path / "out"
    assert run(["site", str(REVIEWS), "-o", str(out), "--template", str(templates), "-q"]) == 0
    for name in ("index.html", "harbour-lights/season-1/index.html", "404.html"):
        assert "<p>of mine</p>" in (out / name).read_text("utf-8"), name


def _named(row: str) -> tuple[set[str], dict[str, set[str]]]:
    """Return the variables that a row names, and the keys of those that have some."""
    keys = {
        name: set(re.findall(r"`(\w+)`", inside))
        for name, inside in re.findall(r"`(\w+)` \(([^)]*)\)", row)
    }
    plain = re.sub(r"\([^)]*\)", "", row)
    return set(re.findall(r"`(\w+)`", plain)), keys


def test_the_variables_of_the_templates_are_named() -> None:
    rows = dict(re.findall(r"^\| `(site/[\w.]+)` \| (.+) \|$", PAGE, re.MULTILINE))
    reads = [
        Read(path.name, record_of(load(path), "en")) for path in sorted(REVIEWS.glob("*.review"))
    ]
    site, catalogue = Site("Sea", "en", BASE), catalogued(reads)
    shared, keys = _named(rows["site/base.html.jinja"])
    found = {}
    for page in (*pages(site, catalogue), moved(site, "old.html", catalogue.reviews[0])):
        found[page.template] = page.variables
        own, _ = _named(rows[page.template])
        if page.template == "site/moved.html.jinja":
            assert set(page.variables) == own
            assert set(page.variables["site"]) == {"name", "language"}
        else:
            assert set(page.variables) == shared | own, page.template
            assert set(page.variables["site"]) == keys["site"]
    (around, *_) = around_of(site, catalogue)
    own, keys = _named(rows["site/review.html.jinja"])
    assert set(around) | {"has_data"} == own
    assert set(around["around"]) == keys["around"]
    assert {*found, "site/base.html.jinja", "site/review.html.jinja"} == set(rows)
    folder = ROOT / "src/reviewfmt/templates/site"
    assert all(f"`site/{one.name}`" in PAGE for one in folder.glob("*.jinja"))
