"""The grammar is plain Lark's, and what is built of it is what it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import lark
import pytest

from reviewfmt.syntax import generated
from reviewfmt.syntax.words import built_in

ROOT = Path(__file__).resolve().parent.parent
GRAMMAR = ROOT / "grammar" / "review.lark"


def test_what_is_built_of_the_grammar_is_as_the_grammar_stands() -> None:
    script = ROOT / "scripts" / "build_grammar.py"
    done = subprocess.run([sys.executable, str(script), "--check"], check=False)
    assert done.returncode == 0, "grammar/ has changed: run `make grammar`"


def test_the_grammar_loads_in_plain_lark() -> None:
    plain = lark.Lark.open(
        str(GRAMMAR), parser="lalr", start="review", maybe_placeholders=False, strict=False
    )
    rules = {rule.origin.name for rule in plain.rules}
    assert {"review", "stretch", "guide", "entry", "section", "quote"} <= rules


@pytest.mark.parametrize("name", sorted(generated.SHAPES))
def test_every_shape_is_a_pattern_of_the_grammar(name: str) -> None:
    assert re.search(rf"^{name}(?:\.\d+)?:", GRAMMAR.read_text(encoding="utf-8"), re.MULTILINE)
    pattern = re.compile(built_in().shape(name))
    assert "\ue000" not in pattern.pattern
