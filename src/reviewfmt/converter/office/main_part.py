"""Finds the main part of a docx, and gives it the name that other code expects."""

from __future__ import annotations

import re
from html import unescape

from reviewfmt.converter.formats import refused

_MAIN = "word/document.xml"
_RELATIONS = "_rels/.rels"
_TYPES = "[Content_Types].xml"
_RELATION = re.compile(r"<(?:\w++:)?Relationship\b(?P<rest>[^<>]*+)")
_TYPE = re.compile(r"\bType=\"[^\"]*/officeDocument\"")
_TARGET = re.compile(r"\bTarget=\"(?P<target>[^\"]*+)\"")
_OTHERS = {
    "xl/workbook.xml": "an Excel workbook",
    "xl/workbook.bin": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "visio/document.xml": "a Visio drawing",
}


def with_main_part(members: dict[str, bytes]) -> dict[str, bytes]:
    """Return the members of a docx with its text in `word/document.xml`.

    Word sometimes calls it `word/document2.xml`. Raises ReviewError (RF508) for a file of another
    program, and for a file without this part.
    """
    for part, kind in _OTHERS.items():
        if part in members:
            raise refused("RF508", f"no docx: it is {kind}")
    relations = members.get(_RELATIONS, b"").decode("utf-8", "replace")
    main = next(
        (
            unescape(said["target"]).removeprefix("/")
            for one in _RELATION.finditer(relations)
            if _TYPE.search(one["rest"]) and (said := _TARGET.search(one["rest"]))
        ),
        _MAIN,
    )
    if main not in members:
        raise refused("RF508", f"docx is damaged: it holds no {main}, where its text belongs")
    if main == _MAIN:
        return members
    folder, _, file = main.rpartition("/")
    if folder != "word" or _MAIN in members:
        raise refused("RF508", f"docx has its text in {main}, expected {_MAIN}")
    names = {main: _MAIN, f"word/_rels/{file}.rels": f"word/_rels/{_MAIN[5:]}.rels"}
    moved = {names.get(name, name): data for name, data in members.items()}
    for name in (_RELATIONS, _TYPES):
        moved[name] = moved[name].replace(main.encode(), _MAIN.encode())
    return moved
