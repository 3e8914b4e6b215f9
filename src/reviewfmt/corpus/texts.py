"""Decodes the bytes of a record, whatever their encoding."""

from __future__ import annotations

from reviewfmt.charsets import on_the_web
from reviewfmt.corpus.records import HTML, Record
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.pages import page_text


def text_of(record: Record) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of a record, and what was changed for it, as `page_text` does.

    Raises ReviewError (RF118) if none of the possible encodings fits.
    """
    server = on_the_web(record.charset) if record.charset else None
    return page_text(record.data, server=server, is_page=record.kind == HTML)


def storable(text: str) -> str:
    """Return a text that any file can store: lone surrogates become replacement characters.

    JSON may contain a lone surrogate, and so may the name of a file.
    """
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")
