"""The casts in Chromium: who asks for less motion sees the last frame at once, others its lines."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from scripts.casts import CASTS, ROWS, Cast

CALM = "--force-prefers-reduced-motion"
BRIGHT = 128


def shot(cast: Cast, folder: Path, *options: str) -> int:
    """Return how many bright dots a page that shows a cast has as soon as it is loaded."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        if os.environ.get("REVIEWFMT_EXTERNAL"):
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed")
    page = folder / "page.html"
    image = (CASTS / f"{cast.name}.svg").as_uri()
    page.write_text(f'<body style="margin:0;background:#000"><img src="{image}">', "utf-8")
    picture = folder / "page.png"
    always = ("--headless", "--no-sandbox", "--disable-gpu", "--window-size=800,1000")
    command = [chromium, *always, *options, f"--screenshot={picture}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    grey = Image.open(io.BytesIO(picture.read_bytes())).convert("L")
    return sum(grey.histogram()[BRIGHT:])


@pytest.mark.parametrize("cast", ROWS, ids=lambda cast: cast.name)
def test_a_cast_stands_still_for_those_who_ask_for_it(cast: Cast, tmp_path: Path) -> None:
    moving, still = shot(cast, tmp_path), shot(cast, tmp_path, CALM)
    assert still > 1000
    assert moving < still / 2
