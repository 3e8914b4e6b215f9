"""Lines that say what those of a review say, in the looser signs of people."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.pandoc_ast.lines.loose import listed, loosened
from reviewfmt.pandoc_ast.lines.plain import undressed
from reviewfmt.pandoc_ast.pieces.piece import Bullets, Piece, Prose

_FILE = Path(__file__).parent / "data" / "read" / "loose.toml"
CASES = tomllib.loads(_FILE.read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["line"])
def test_a_line_is_spelled_as_ours_are(case: dict[str, Any]) -> None:
    assert loosened(undressed(case["line"])) == case.get("is", case["line"])


def _shown(pieces: list[Piece]) -> list[object]:
    return [
        (piece.start, *piece.items) if isinstance(piece, Bullets) else piece.text
        for piece in pieces
        if isinstance(piece, Bullets | Prose)
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ["Episodes\n1. Holt - 4/5\n2. Spraint - 2/5"],
            ["Episodes", (1, "Holt - 4/5", "Spraint - 2/5")],
        ),
        (["1. Ore 3/5", "2. Slag (4/5)", "It ends."], [(1, "Ore 3/5", "Slag (4/5)"), "It ends."]),
        (["4. Ore 3/5", "5. Slag 4/5"], [(4, "Ore 3/5", "Slag 4/5")]),
        (["1. Ore 3/5", "3. Slag 4/5"], ["1. Ore 3/5", "3. Slag 4/5"]),
        (["1. Ore 3/5"], ["1. Ore 3/5"]),
        (["1. Ore", "2. Slag"], ["1. Ore", "2. Slag"]),
        (["1. Ore 3/5\nIt is calm."], ["1. Ore 3/5\nIt is calm."]),
    ],
)
def test_a_row_of_numbered_lines_is_a_list(texts: list[str], expected: list[object]) -> None:
    assert _shown(listed([Prose(text) for text in texts])) == expected
