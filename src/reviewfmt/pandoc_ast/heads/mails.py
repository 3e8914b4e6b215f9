"""Reads the head of a mail as mail programs print it: `From: Ana Lima`, `Betreff: Fog`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reviewfmt.pandoc_ast.pieces.piece import Grid, Piece, Prose, Rule
from reviewfmt.syntax import inline
from reviewfmt.syntax.vocabulary import fold

_KEYS = {
    "author": (
        *("from", "von", "de", "da", "van", "från", "fra", "expéditeur", "mittente", "remitente"),
        *("差出人", "от", "от кого"),
    ),
    "published": (
        *("sent", "date", "gesendet", "datum", "envoyé", "enviado", "enviado el", "fecha"),
        *("inviato", "data", "verzonden", "skickat", "送信日時", "日時", "日付", "дата"),
    ),
    "title": (
        *("subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp", "ämne"),
        *("件名", "тема"),
    ),
    "": (
        *("to", "cc", "bcc", "reply-to", "an", "kopie", "à", "para", "a", "aan", "till", "til"),
        *("宛先", "кому"),
    ),
}
"""The field of a review for each line above a printed mail; "" if there is no such field."""

_NAMES = {key: name for name, keys in _KEYS.items() for key in keys}
_LINE = re.compile(r"(?P<key>[^\W\d_][\w -]{0,14}?)[ \t]*[:：][ \t]*(?P<value>\S.*)")
_ANSWERS = re.compile(
    r"(?:(?:re|fwd?|aw|wg|tr|rv|ref|res|i|r|antw|sv|vs)[:：]\s*+)++", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?<=\S)[ \t]++[<\[(]?(?:mailto:)?[^<>()\[\]\s@]++@[^<>()\[\]\s]++[>\])]?.*")
_RULED = re.compile(r"[-_=*]{3,}[^-_=*]{0,60}[-_=*]{3,}|>?[-_=]{3,}")
_MOST = 8


class Letter(NamedTuple):
    """The head of a mail by the names of fields, the lines without a field, and the text."""

    given: dict[str, str]
    left: list[str]
    run: list[Piece]


def letter_of(run: Sequence[Piece]) -> Letter | None:
    """Return a text without the head of a mail above it; None if there is no such head.

    The head names the sender and the subject, in the first lines.
    """
    said: dict[str, str] = {}
    left: list[str] = []
    place = 0
    while place < min(len(run), _MOST):
        piece = run[place]
        lines = _lines(piece)
        if isinstance(piece, Rule) or (lines and all(map(_RULED.fullmatch, lines))):
            place += 1
            continue
        found = [_LINE.fullmatch(line) for line in lines]
        names = [_NAMES.get(fold(one["key"])) if one else None for one in found]
        if not found or None in names:
            break
        for one, name in zip(found, names, strict=True):
            assert one is not None
            if name and name not in said:
                said[name] = one["value"].strip()
            else:
                left.append(one[0])
        place += 1
    if not {"author", "title"} <= said.keys():
        return None
    said["title"] = _ANSWERS.sub("", said["title"])
    said["author"] = _ADDRESS.sub("", said["author"]).strip("\"' ") or said["author"]
    return Letter(said, left, list(run[place:]))


def _lines(piece: Piece) -> list[str]:
    if isinstance(piece, Prose) and piece.score is None:
        return list(map(inline.plain, piece.text.split("\n")))
    if isinstance(piece, Grid) and all(len(list(filter(None, row))) == 2 for row in piece.all):
        rows = (list(filter(None, row)) for row in piece.all)
        return [f"{inline.plain(key).rstrip(' :：')}: {inline.plain(value)}" for key, value in rows]
    return []
