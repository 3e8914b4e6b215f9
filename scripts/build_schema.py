"""Writes schemas/review.schema.json, the contract of the JSON document, from what the code knows.

The fields come from `model.FIELDS`, the sets of characters from `characters`, the words from the
model. Run it after a change to one of them: `python scripts/build_schema.py`. With `--check` it
writes nothing, and exits with 1 if the file differs from what it would write.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from scripts.schema.document import schema  # noqa: E402  # the path to it is set above

SCHEMA = ROOT / "schemas" / "review.schema.json"


def rendered() -> str:
    """Return the up-to-date text of the schema."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(SCHEMA.read_text(encoding="utf-8") != rendered())
    SCHEMA.write_text(rendered(), encoding="utf-8")
