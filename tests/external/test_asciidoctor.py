"""Asciidoctor on hostile text: what it makes of a review has the elements of a harmless one.

Needs Node.js and `@asciidoctor/core`, which no Python package holds: `.ci/run` installs both and
sets REVIEWFMT_EXTERNAL=1, with which nothing here may be skipped.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from reviewfmt.converter import write
from reviewfmt.model import Review
from tests.hostile import TEXTS, gathered, placed
from tests.test_convert_pages import Outline, expected, of_html

ROOT = Path(__file__).parents[2]
CORE = ROOT / "node_modules" / "@asciidoctor" / "core"
NODE = shutil.which("node")
SCRIPT = """
import * as asciidoctor from '@asciidoctor/core'
import { readFileSync } from 'node:fs'
const options = { standalone: true, safe: 'safe', attributes: { reproducible: '' } }
process.stdout.write(await asciidoctor.convert(readFileSync(0, 'utf8'), options))
"""
GROUPS = 7


@pytest.fixture(autouse=True)
def _tools() -> None:
    if CORE.is_dir() and NODE is not None:
        return
    missing = "Asciidoctor or Node.js is not installed; .ci/run installs both"
    if os.environ.get("REVIEWFMT_EXTERNAL"):
        pytest.fail(missing)
    pytest.skip(missing)


_MADE_OF_TEXT = re.compile(r"(href=#)_.*|(Last updated).*", re.DOTALL)


def page(review: Review) -> Outline:
    """Return the outline of the page, without the names that are made of headings."""
    done = subprocess.run(
        [str(NODE), "--input-type=module", "--eval", SCRIPT],
        cwd=ROOT,
        input=write(review, "asciidoc"),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return comparable(of_html(done.stdout.decode()))


def comparable(parts: Outline) -> Outline:
    """Return an outline in which no text looks like a figure, as a figure's own may not."""
    return [
        tuple(
            _MADE_OF_TEXT.sub(r"\1\2", part).replace("](", "] (").replace("![", "! [")
            for part in each
            if not part.startswith("id=")
        )
        for each in parts
    ]


def _token(number: int) -> str:
    return f"zq{number};q"


@pytest.mark.parametrize("group", range(GROUPS))
def test_prose_is_read_as_it_was_said(group: int) -> None:
    texts = TEXTS[group::GROUPS]
    harmless = page(gathered([_token(number) for number in range(len(texts))]))
    assert page(gathered(texts)) == comparable(expected(harmless, texts))


@pytest.mark.parametrize("shift", range(0, len(TEXTS), 40))
def test_every_place_of_the_model_is_read_as_it_was_said(shift: int) -> None:
    review, said = placed([*TEXTS[shift:], *TEXTS[:shift]].__getitem__)
    assert page(review) == comparable(expected(page(placed(_token)[0]), said))
