"""The shipped table is the grammar's, and what reads it does as Lark itself would."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reviewfmt import table
from reviewfmt.parser import lalr, parse

ROOT = Path(__file__).parent.parent
SAMPLE = (ROOT / "samples" / "metallic-rouge.review").read_text(encoding="utf-8")


def test_the_table_is_built_from_the_grammar_as_it_stands() -> None:
    script = ROOT / "scripts" / "build_table.py"
    done = subprocess.run([sys.executable, str(script), "--check"], check=False)
    assert done.returncode == 0, "grammar/review.lark has changed: run `make grammar`"


def test_with_another_lark_the_table_is_built_from_the_grammar(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = parse(SAMPLE)
    monkeypatch.setattr(table, "LARK", "0.0.0")
    lalr.arranger.cache_clear()
    try:
        assert parse(SAMPLE, arranger="lark") == expected
        assert parse(SAMPLE, arranger="lark-cython") == expected
    finally:
        lalr.arranger.cache_clear()


def test_the_extra_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = parse(SAMPLE)
    monkeypatch.setitem(sys.modules, "lark_cython", None)
    lalr.arranger.cache_clear()
    try:
        assert parse(SAMPLE) == expected
        with pytest.raises(ImportError):
            parse(SAMPLE, arranger="lark-cython")
    finally:
        lalr.arranger.cache_clear()
