"""Writes src/reviewfmt/table.py, the built form of grammar/review.lark (`make grammar`)."""

from __future__ import annotations

import sys
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


def renumbered(table: dict[str, Any]) -> dict[str, Any]:
    """Return the table with its symbols in the order of their names and its states as reached.

    Lark numbers both in the order of its sets, which differs from run to run.
    """
    names = table["tokens"]
    symbols = {name: number for number, name in enumerate(sorted(names.values()))}
    (start,) = table["start_states"].values()
    order = {start: 0}
    states: dict[int, dict[int, Any]] = {}
    for state in (reached := [start]):
        actions = sorted(table["states"][state].items(), key=lambda item: names[item[0]])
        row = {}
        for symbol, (kind, argument) in actions:
            if kind == 0 and argument not in order:
                order[argument] = len(order)
                reached.append(argument)
            row[symbols[names[symbol]]] = (kind, order[argument] if kind == 0 else argument)
        states[order[state]] = row
    return {
        "tokens": {number: name for name, number in symbols.items()},
        "states": states,
        "start_states": {name: order[state] for name, state in table["start_states"].items()},
        "end_states": {name: order[state] for name, state in table["end_states"].items()},
    }


def rendered() -> str:
    """Return the text of table.py for the grammar as it stands."""
    built = lark.Lark(GRAMMAR.read_text(encoding="utf-8"), lexer=_Unused, **OPTIONS)
    data, memo = built.memo_serialize([lark.lexer.TerminalDef, lark.grammar.Rule])
    data["parser"]["parser"] = renumbered(data["parser"]["parser"])
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
    if sys.argv[1:] == ["--check"]:
        sys.exit(TABLE.read_text(encoding="utf-8") != rendered())
    TABLE.write_text(rendered(), encoding="utf-8")
