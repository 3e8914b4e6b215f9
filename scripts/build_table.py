"""Writes src/reviewfmt/table.py, the built form of grammar/review.lark (`make grammar`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import lark
from lark.lexer import Lexer

ROOT = Path(__file__).resolve().parent.parent
GRAMMAR = ROOT / "grammar" / "review.lark"
TABLE = ROOT / "src" / "reviewfmt" / "table.py"
OPTIONS: dict[str, Any] = {"parser": "lalr", "start": "review", "maybe_placeholders": False}


class _Unused(Lexer):
    def __init__(self, lexer_conf: Any) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any) -> Any:
        raise NotImplementedError


def rendered() -> str:
    """Return the text of table.py for the grammar as it stands."""
    built = lark.Lark(GRAMMAR.read_text(encoding="utf-8"), lexer=_Unused, **OPTIONS)
    data, memo = built.memo_serialize([lark.lexer.TerminalDef, lark.grammar.Rule])
    del data["parser"]["lexer_conf"]["lexer_type"]
    data["options"] = dict(OPTIONS, start=["review"])
    for entry in memo.values():
        if "pattern" in entry:
            entry["pattern"] = {**entry["pattern"], "raw": None, "_width": None}
    lines = [
        '"""grammar/review.lark, built: written by `make grammar`, not by hand."""',
        "",
        "from typing import Any",
        "",
        f"LARK = {lark.__version__!r}",
        f"OPTIONS: dict[str, Any] = {OPTIONS!r}",
        f"DATA: dict[str, Any] = {data!r}",
        f"MEMO: dict[int, Any] = {memo!r}",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(rendered(), encoding="utf-8")
