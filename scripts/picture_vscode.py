"""Takes the picture of editors/vscode/README.md: a review and its preview in VS Code's workbench.

`make pictures` runs it. It needs what scripts/code_server.py and `.ci/run` install.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from scripts import build_vscode, code_server, node_packages  # noqa: E402  # the path is set above

PICTURE = build_vscode.SOURCE / "images" / "workbench.png"
SCENE = ROOT / "scripts" / "picture_vscode.mjs"
SAMPLE = ROOT / "samples" / "clockmakers-daughters.review"
SLIPS = {"Published: 2023-01-29": "Published: 29 January 2023", "Episode 5:": "Episode 6:"}
"""A mistake for the sample, so that there is a finding."""

SCREEN = {"width": 1280, "height": 760}
LARGEST = 250_000
"""The maximum size of the picture in bytes."""


def take(target: Path = PICTURE) -> None:
    """Take the picture; raises BuildError and SceneError."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        reviews = folder / "reviews"
        reviews.mkdir()
        text = SAMPLE.read_text(encoding="utf-8")
        for right, wrong in SLIPS.items():
            assert right in text
            text = text.replace(right, wrong)
        (reviews / SAMPLE.name).write_text(text, encoding="utf-8")
        vsix = folder / "reviewfmt.vsix"
        build_vscode.build(vsix, check=False)
        workbench = code_server.Workbench(folder, vsix)
        target.parent.mkdir(exist_ok=True)
        workbench.play(SCENE, reviews, file=SAMPLE.name, picture=str(target), viewport=SCREEN)


def main() -> int:
    """Take the picture, and report if it is too large; return the exit code."""
    if (why := code_server.missing()) is not None:
        print(f"picture_vscode: {why}", file=sys.stderr)
        return 2
    try:
        take()
    except (node_packages.BuildError, code_server.SceneError) as error:
        print(f"picture_vscode: {error}", file=sys.stderr)
        return 1
    if PICTURE.stat().st_size > LARGEST:
        print(f"picture_vscode: {PICTURE.name} has more than {LARGEST:,} bytes", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
