"""Decodes bytes to text, and converts offsets to lines and columns (spec, "Encoding")."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right

from reviewfmt.charsets import Charset, on_the_web
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.span import Span

_LINE_END = re.compile("\r\n|\n|\r")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_NO_CHARSETS = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"}
"""Codecs of Python that no text is saved in."""

_HEAD = 4096
_UNMARKED = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")


def encoding_of(label: str) -> str | None:
    """Return the encoding that a user names, None for one that is not known.

    A label means what it means on the web; for any other, Python's codec of that name is taken.
    """
    if (charset := on_the_web(label)) is not None:
        return charset.name
    try:
        found = codecs.lookup(label.strip())
    except (LookupError, ValueError):
        return None
    is_text = getattr(found, "_is_text_encoding", True)
    return found.name if is_text and found.name.replace("-", "_") not in _NO_CHARSETS else None


def decode(data: bytes, path: str | None = None, encoding: str | Charset | None = None) -> str:
    """Return the text of `data`: UTF-8 with or without a mark, UTF-16 with one; no mark in it.

    `encoding` is that of a text without a mark, UTF-8 where none is named. Raises ReviewError
    (RF118) at the line of the first byte that is no text, with its offset.
    """
    charset = on_the_web(encoding) if isinstance(encoding, str) else encoding
    named = charset.name if charset else str(encoding or "utf-8")
    told = charset.codec if charset else named
    body = data
    for mark, name in _BOMS:
        if data.startswith(mark):
            told, body = name, data[len(mark) :]
            break
    if encoding is None and body is data and (wide := _unmarked(data)):
        message = f"{wide[:6].upper()} with no byte order mark, expected UTF-8"
        help_ = f"save the file as UTF-8, or read it with `--encoding {wide}`"
        raise _undecodable(message, Span(), help_, path)
    try:
        return body.decode(told)
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        before = body[:start].decode(told, "replace")
        span = Lines(before).span(len(before), len(before))
        if told == "utf-8" and b"\0" in data[:_HEAD]:
            message = "a binary file, expected the text of a review"
        else:
            found = body[start : start + 1].hex().upper()
            offset = start + len(data) - len(body)
            shown = named if body is data and told != "utf-8" else told[:6].upper().rstrip("-")
            message = f"byte 0x{found} at offset {offset} is not {shown} text"
        raise _undecodable(message, span, "save the file as UTF-8", path) from None


def _undecodable(message: str, span: Span, help_: str, path: str | None) -> ReviewError:
    return ReviewError([Diagnostic("RF118", message, span, help=help_, path=path)])


def _unmarked(data: bytes) -> str | None:
    """Return the name of the wide encoding that bytes without a mark are in, None for others.

    Text in one has a zero byte at nearly every ASCII character, and UTF-8 has none at all.
    """
    head = data[: len(data) // 4 * 4][:_HEAD]
    if head.count(0) * 5 < len(head) or not head:
        return None
    for name in _UNMARKED:
        try:
            text = head.decode(name)
        except UnicodeDecodeError as error:
            if error.end < len(head) - 4:
                continue
            text = head[: error.start].decode(name)
        if text and all(one.isprintable() or one.isspace() for one in text):
            return name
    return None


def recoded(data: bytes, encoding: str, path: str | None = None) -> bytes:
    """Return the bytes of a text in `encoding` as UTF-8, with a mark; a mark says more than a name.

    Raises ReviewError (RF118) for bytes that are no text in it.
    """
    return codecs.BOM_UTF8 + decode(data, path, encoding).encode("utf-8", "surrogatepass")


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
