"""What an editor does with what a server sends, in plain steps of its own."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def lines_of(text: str) -> list[str]:
    """Return the lines as the protocol counts them, with their ends."""
    lines, at = [], 0
    for end in range(len(text)):
        is_end = text[end] == "\n" or (text[end] == "\r" and text[end + 1 : end + 2] != "\n")
        if is_end:
            lines.append(text[at : end + 1])
            at = end + 1
    return [*lines, text[at:]]


def offset_of(lines: list[str], place: Json, encoding: str) -> int:
    """Return the offset of a position, which must stand in the text."""
    line = lines[place["line"]]
    codec, size = CODECS[encoding]
    data = line.encode(codec, "surrogatepass")[: place["character"] * size]
    assert len(data) == place["character"] * size, "a position behind its line"
    before = data.decode(codec, "surrogatepass")
    assert len(before) <= len(line.rstrip("\r\n")), "a position in a line's end"
    return sum(map(len, lines[: place["line"]])) + len(before)


def applied(text: str, edits: list[Json], encoding: str = "utf-16") -> str:
    """Return a text with edits of the protocol made, which must not overlap."""
    lines = lines_of(text)
    places = [
        (
            offset_of(lines, one["range"]["start"], encoding),
            offset_of(lines, one["range"]["end"], encoding),
            one["newText"],
        )
        for one in edits
    ]
    last = len(text)
    for start, end, new in sorted(places, key=lambda one: one[:2], reverse=True):
        assert start <= end <= last, "edits overlap"
        text = text[:start] + new + text[end:]
        last = start
    return text
