"""Marks a published file, so that a later run can tell whether somebody has changed it.

A file that is named by -o is in no list of a folder, so it carries its own mark: the SHA-256 of the
rest of the file. The mark stays with the file wherever it goes. A list beside it would have to be
moved with every page, and a record in the user's own folders would be missing on other machines and
in CI. No reader of the file sees the mark: it is a comment in the front matter of Markdown, at the
end of a page or a PDF, or in an archive. It is not a signature, since anyone can write another one.
Other formats have no mark.
"""

from __future__ import annotations

import re

from reviewfmt.converter.formats import Format

_DIGEST = rb"sha256-[A-Za-z0-9+/]{43}="
_FRONT = re.compile(rb"---\ngenerator: reviewfmt(?: # (%s))?\n" % _DIGEST)
_PAGE = re.compile(rb"<!-- reviewfmt (%s) -->\n\Z" % _DIGEST)
_PAGE_OPENS = b"<!-- reviewfmt sha256-"
_PDF = b"%PDF-"
_PDF_OPENS = b"\n% reviewfmt "
_PDF_MARK_SIZE = len(_PDF_OPENS) + len("sha256-") + 44 + 1
_ARCHIVE_OPENS = b"PK\x03\x04"
_ARCHIVE_MARK = b"reviewfmt "
_MARK_SIZE = len(_ARCHIVE_MARK) + len("sha256-") + 44


def stamped(data: bytes, row: Format) -> bytes:
    """Return a file of the format `row` with its mark; unchanged if the format has none."""
    if row.binary:
        if not data.endswith(b"\0\0"):  # it has a comment, or is not an archive
            return data
        size = _MARK_SIZE.to_bytes(2, "little")
        return data[:-2] + size + _ARCHIVE_MARK + _digest(data[:-2])
    if row.shape.front_matter and (front := _FRONT.match(data)):
        at = front.end() - 1
        return data[:at] + b" # " + _digest(data) + data[at:]
    if row.name == "html":
        return data + _PAGE_OPENS.removesuffix(b"sha256-") + _digest(data) + b" -->\n"
    return data


def stamped_pdf(data: bytes) -> bytes:
    """Return a PDF with its mark: a comment after its end, which readers of PDF ignore."""
    return data + _PDF_OPENS + _digest(data) + b"\n"


def is_intact(data: bytes) -> bool | None:
    """Tell by its mark whether a file is unchanged; None if it has no mark.

    Line ends do not count, since tools such as git change them.
    """
    if data.startswith(_ARCHIVE_OPENS):
        at = len(data) - _MARK_SIZE
        if data[at:].startswith(_ARCHIVE_MARK):
            return data[at + len(_ARCHIVE_MARK) :] == _digest(data[: at - 2])
        return None
    if data.startswith(_PDF):
        at = len(data) - _PDF_MARK_SIZE
        if not data.startswith(_PDF_OPENS, at):
            return None
        return data[at + len(_PDF_OPENS) : -1] == _digest(data[:at])
    data = data.replace(b"\r\n", b"\n")
    if front := _FRONT.match(data):
        if front[1] is None:
            return None
        return front[1] == _digest(data[: front.start(1) - len(" # ")] + data[front.end(1) :])
    at = data.rfind(_PAGE_OPENS)
    if at < 0:
        return None
    page = _PAGE.match(data, at)
    return page is not None and page[1] == _digest(data[:at])


def _digest(data: bytes) -> bytes:
    """Return the SHA-256 of `data` in the form of HTML's attribute `integrity`."""
    import base64
    import hashlib

    return b"sha256-" + base64.b64encode(hashlib.sha256(data).digest())
