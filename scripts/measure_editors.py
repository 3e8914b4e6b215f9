"""Measures the grammars of editors/, and writes the lines that they get wrong.

The lines go to tests/data/editors/exceptions.json. Without Vim its lines are not updated.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from scripts.editors import measure  # noqa: E402  # the path to it is set above


def main() -> None:
    """Measure, write and print."""
    found = measure.measured(shutil.which("vim"))
    measure.EXCEPTIONS.write_text(measure.dumped(found), encoding="utf-8")
    for grammar, by_reason in found.items():
        print(f"{grammar}: {measure.share(by_reason):.2%} of the lines as the format has them")
        for reason, by_text in by_reason.items():
            print(f"  {sum(map(len, by_text.values()))} lines: {reason}")


if __name__ == "__main__":
    main()
