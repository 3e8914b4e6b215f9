"""Writes a regular expression of Python in the spelling of another engine.

It writes the parse tree of Python's own `re`. Names of groups are dropped, since no editor needs
them here. Possessive repeats become plain ones if an engine has none: in the patterns of
`patterns`, both match the same texts.
"""

from __future__ import annotations

import re._constants as ops  # type: ignore[import-not-found]  # it is missing in the type stubs
import re._parser as parser  # type: ignore[import-not-found]  # as above
from collections.abc import Callable, Mapping, Sequence
from re import IGNORECASE
from typing import Any, NamedTuple

_ENDLESS = ops.MAXREPEAT
_ATOMS = (ops.LITERAL, ops.NOT_LITERAL, ops.IN, ops.ANY, ops.SUBPATTERN)
"""What can be repeated without a group around it."""


class Dialect(NamedTuple):
    """The spelling of an engine for the parts of Python's patterns.

    `literal` and `member` spell a character outside and inside a set, `category` a class of
    characters outside and inside a set. `repeat` spells a repeat of an atom: its minimum, its
    maximum, and `?` or `+` if it is lazy or possessive. `look` spells an assertion: its pattern,
    whether it looks behind, and whether it is negative. `excluded` is added to every negated set,
    so that it does not match the end of the line in an engine that sees it. `letters` spells the
    characters of words except some, if a set cannot contain a negated class. If `folds` is true,
    each letter is spelled in both cases.
    """

    literal: Callable[[str], str]
    member: Callable[[str], str]
    category: Callable[[Any, bool], str]
    repeat: Callable[[str, int, int | None, str], str]
    look: Callable[[str, bool, bool], str]
    group: Callable[[str], str]
    either: str
    any: str
    end: str
    start: str
    boundary: str
    capture: Callable[[str], str]
    excluded: str = ""
    letters: Callable[[str], str] | None = None
    folds: bool = True


def translated(pattern: str, dialect: Dialect) -> str:
    """Return `pattern` in the spelling of `dialect`. Raises ValueError for unknown parts."""
    return _spelled(parser.parse(pattern), dialect, folded=False)


def factored(
    spelled: Mapping[str, str], parts: Mapping[str, str], reference: Callable[[str], str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the parts and the patterns, with a reference for each part that others contain.

    A part that occurs once stays in its place. The order of the parts is such that each refers only
    to earlier ones.
    """
    order = sorted(parts, key=lambda name: len(parts[name]))
    held = {name: parts[name] for name in order}
    short = dict(spelled)
    kept: list[str] = []
    for name in reversed(order):
        part = held[name]
        places = [
            (texts, one)
            for texts in (held, short)
            for one in texts
            if part in texts[one] and not (texts is held and one == name)
        ]
        if len(places) > 1:
            kept.append(name)
            for texts, one in places:
                texts[one] = texts[one].replace(part, reference(name))
    return {name: held[name] for name in reversed(kept)}, short


def _spelled(tree: Sequence[tuple[Any, Any]], dialect: Dialect, *, folded: bool) -> str:
    return "".join(_item(op, value, dialect, folded) for op, value in tree)


def _item(op: Any, value: Any, dialect: Dialect, folded: bool) -> str:
    if op is ops.LITERAL:
        return _letter(chr(value), dialect, folded)
    if op is ops.NOT_LITERAL:
        return _set([(ops.NEGATE, None), (ops.LITERAL, value)], dialect, folded)
    if op is ops.ANY:
        return dialect.any
    if op is ops.IN:
        return _set(value, dialect, folded)
    if op is ops.BRANCH:
        told = dialect.either.join(_spelled(one, dialect, folded=folded) for one in value[1])
        return dialect.group(told)
    if op is ops.SUBPATTERN:
        number, added, _, tree = value
        inside = _spelled(tree, dialect, folded=folded or bool(added & IGNORECASE))
        return dialect.group(inside) if number is None else dialect.capture(inside)
    if op is ops.ATOMIC_GROUP:
        return dialect.group(_spelled(value, dialect, folded=folded))
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        least, most, tree = value
        atom = _spelled(tree, dialect, folded=folded)
        if len(tree) != 1 or tree[0][0] not in _ATOMS:
            atom = dialect.group(atom)
        way = {ops.MAX_REPEAT: "", ops.MIN_REPEAT: "?", ops.POSSESSIVE_REPEAT: "+"}[op]
        return dialect.repeat(atom, least, None if most == _ENDLESS else most, way)
    if op in (ops.ASSERT, ops.ASSERT_NOT):
        direction, tree = value
        inside = _spelled(tree, dialect, folded=folded)
        return dialect.look(inside, direction < 0, op is ops.ASSERT_NOT)
    if op is ops.AT:
        if value is ops.AT_END:
            return dialect.end
        if value is ops.AT_BEGINNING:
            return dialect.start
        if value is ops.AT_BOUNDARY:
            return dialect.boundary
    raise ValueError(f"no editor's spelling for {op}")


def _letter(letter: str, dialect: Dialect, folded: bool) -> str:
    if folded and dialect.folds and len({letter.lower(), letter.upper()}) == 2:
        other = letter.swapcase()
        if len(other) == 1 and other != letter:
            return f"[{dialect.member(letter)}{dialect.member(other)}]"
    return dialect.literal(letter)


def _set(items: Sequence[tuple[Any, Any]], dialect: Dialect, folded: bool) -> str:
    if len(items) == 1 and items[0][0] is ops.CATEGORY:
        return dialect.category(items[0][1], False)
    negated = items[0][0] is ops.NEGATE
    told = ""
    is_word = negated and (ops.CATEGORY, ops.CATEGORY_NOT_WORD) in items
    as_letters = dialect.letters if is_word else None
    for op, value in items[negated:]:
        if as_letters is not None and value is ops.CATEGORY_NOT_WORD:
            continue
        if op is ops.LITERAL:
            letter = chr(value)
            told += dialect.member(letter)
            if folded and dialect.folds and len(letter.swapcase()) == 1:
                told += dialect.member(letter.swapcase()) if letter.swapcase() != letter else ""
        elif op is ops.RANGE:
            told += f"{dialect.member(chr(value[0]))}-{dialect.member(chr(value[1]))}"
        elif op is ops.CATEGORY:
            told += dialect.category(value, True)
        else:
            raise ValueError(f"no editor's spelling for {op} in a set")
    if as_letters is not None:
        return as_letters(told)
    return f"[^{told}{dialect.excluded}]" if negated else f"[{told}]"


def counted(atom: str, least: int, most: int | None, way: str) -> str:
    """Spell a repeat as in Perl; `way` is empty, `?` or `+`."""
    plain = {(0, None): "*", (1, None): "+", (0, 1): "?"}.get((least, most))
    if plain is None:
        plain = f"{{{least}}}" if least == most else f"{{{least},{'' if most is None else most}}}"
    return f"{atom}{plain}{way}"


def escaped(signs: str) -> Callable[[str], str]:
    return lambda letter: f"\\{letter}" if letter in signs else letter
