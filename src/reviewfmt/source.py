"""Bytes to text, and offsets to lines: the source as the reader sees it (spec, "Encoding")."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right

from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.span import Span

_LINE_END = re.compile("\r\n|\n|\r")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, path: str | None = None) -> str:
    """Return the text of `data`: UTF-8 with or without a mark, UTF-16 with one; no mark in it.

    Raises ReviewError (RF118) at the line of the first byte that is no text, with its offset.
    """
    encoding, body = "utf-8", data
    for mark, name in _BOMS:
        if data.startswith(mark):
            encoding, body = name, data[len(mark) :]
            break
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        offset = error.start + len(data) - len(body)
        before = body[: error.start].decode(encoding, "replace")
        span = Lines(before).span(len(before), len(before))
        if encoding == "utf-8" and b"\0" in data[:4096]:
            message = "a binary file, expected the text of a review"
        else:
            found = body[error.start : error.start + 1].hex().upper()
            shown = "UTF-8" if encoding == "utf-8" else "UTF-16"
            message = f"byte 0x{found} at offset {offset} is no {shown} text"
        help_ = "save the file as UTF-8"
        raise ReviewError([Diagnostic("RF118", message, span, help=help_, path=path)]) from None


class Lines:
    """Where the lines of a text begin; LF, CRLF and CR end a line."""

    def __init__(self, text: str) -> None:
        self.starts = [0]
        self.starts.extend(match.end() for match in _LINE_END.finditer(text))

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, both from 1, of the character at `offset`."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """Return the span from offset `start` up to offset `end`."""
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Span(line, column, start, end_line, end_column, end)
