"""Reads the records of web archives (WARC and WET), and what is broken between them.

FastWARC reads five times as fast as warcio. At a broken record it stops, or reads the rest of the
file as the body. So this module checks that records are complete, and searches for the next one.
"""

from __future__ import annotations

import gzip
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from reviewfmt.corpus.extents import GZIP, UNREADABLE, Extent, extent, is_end, next_record
from reviewfmt.corpus.records import HTML, HTTP, TEXT, Other, Record, too_long

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

MOST_BROKEN = 1000
"""After this many broken records, the rest of an archive is skipped."""

_HTML = ("text/html", "application/xhtml+xml")


class _Held(NamedTuple):
    """A record that was read, and its beginning."""

    place: int
    item: Record | Other


def archive(path: str, limit: int, skip: int = 0, offset: int = 0) -> Iterator[Record | Other]:
    """Yield the records of a web archive, of at most `limit` bytes each.

    `offset` is the beginning of the record with the number `skip`. A part that is not a record is
    returned as a failed one. Raises OSError if the file cannot be opened.
    """
    with Path(path).open("rb") as file:
        yield from _Archive(path, file, limit, skip).records(offset)


def http_of(data: bytes, limit: int) -> tuple[int, str, str | None, bytes]:
    """Return the status, the type, the charset and the content of a server's answer.

    The content is decoded, and cut after `limit` + 1 bytes. Raises ValueError if the answer cannot
    be read.
    """
    from fastwarc.warc import WarcRecord, WarcRecordType

    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.is_http = True
    record.set_bytes_content(data)
    try:
        record.parse_http(auto_decode="all")
        status = record.http_headers.status_code
        if status is None:
            raise ValueError("it contains no HTTP response")
        kind = (record.http_content_type or "").strip().lower()
        return status, kind, record.http_charset, record.reader.read(limit + 1)
    except OSError as error:
        raise ValueError(f"its content cannot be decoded: {error}") from error


class _Archive:
    """Reads an archive that is compressed record by record, as a whole, or not at all."""

    def __init__(self, path: str, file: BinaryIO, limit: int, number: int) -> None:
        self._path = path
        self._limit = limit
        self._number = number
        self._file = file
        self._size: int | None = file.seek(0, 2)
        file.seek(0)
        compressed = file.read(len(GZIP)) == GZIP
        self._by_member = compressed and self._is_by_member()
        if compressed and not self._by_member:
            file.seek(0)
            self._file = cast(BinaryIO, gzip.GzipFile(fileobj=file))
            self._size = None

    def _is_by_member(self) -> bool:
        """Tell whether the second record begins a member of gzip, as the first one does."""
        from fastwarc.warc import ArchiveIterator

        self._file.seek(0)
        try:
            found = iter(ArchiveIterator(self._file, parse_http=False))
            next(found)
            place = next(found).stream_pos
        except (StopIteration, *UNREADABLE):
            return True
        self._file.seek(place)
        return self._file.read(len(GZIP)) == GZIP

    def records(self, offset: int) -> Iterator[Record | Other]:
        """Yield the records, starting with the one at `offset`."""
        at: int | None = offset
        broken = 0
        while at is not None:
            last = yield from self._following(at)
            end, length, why = Extent(at) if last is None else self._extent(last.place)
            if last is not None and end is not None:
                yield last.item
            if end is not None:
                if is_end(self._file, end):
                    return
                at, length, why = end, 0, self._extent(end).why or "it cannot be read"
                number = self._number
                self._number += 1
            elif last is not None:
                at, number = last.place, self._number - 1
            broken += 1
            if broken > MOST_BROKEN:
                why = f"{MOST_BROKEN} records of the archive are broken: the rest is not read"
            yield Record(self._path, number, HTTP, offset=at, size=length, failed=why, broken=True)
            at = None if broken > MOST_BROKEN else self._next(at)

    def _following(self, start: int) -> Generator[Record | Other, None, _Held | None]:
        """Yield consecutive records, and return the last one, which only the next can confirm."""
        from fastwarc.warc import ArchiveIterator

        held: _Held | None = None
        begun: int | None = start
        while begun is not None:
            try:
                self._file.seek(begun)
                begun = None
                for one in ArchiveIterator(self._file, parse_http=False):
                    if held is not None:
                        yield held.item
                    place = one.stream_pos
                    item = self._item(one, place)
                    held = _Held(place, item)
                    self._number += 1
                    if one.content_length > self._limit:
                        # Not through its body: a wrong length would consume the rest of the file.
                        end = self._extent(place).end
                        if end is not None and not is_end(self._file, end):
                            begun = end
                        break
                    is_cut = isinstance(item, Record) and item.size != one.content_length
                    if is_cut or one.headers.get("Content-Length") is None:
                        break
            except UNREADABLE:
                break
        return held

    def _item(self, one: WarcRecord, place: int) -> Record | Other:
        kind = _kind(one)
        if kind is None:
            return Other(str(one.record_type))
        length = one.content_length
        is_long = length > self._limit
        data = b"" if is_long else one.reader.read()
        return Record(
            self._path,
            self._number,
            kind,
            data,
            place,
            address=(one.headers.get("WARC-Target-URI") or "").strip("<> ") or None,
            date=one.headers.get("WARC-Date"),
            size=length if is_long else len(data),
            failed=too_long(self._limit) if is_long else "",
        )

    def _extent(self, place: int) -> Extent:
        return extent(self._file, place, self._size, by_member=self._by_member)

    def _next(self, at: int) -> int | None:
        return next_record(self._file, at, by_member=self._by_member)


def _kind(one: WarcRecord) -> str | None:
    """Return how a record is read, or None for one that is only counted."""
    from fastwarc.warc import WarcRecordType

    said = (one.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if one.record_type == WarcRecordType.response:
        return HTTP if one.is_http else None
    if one.record_type == WarcRecordType.conversion:
        return TEXT if said in ("", "text/plain") else None
    if one.record_type == WarcRecordType.resource and said in _HTML:
        return HTML
    return None
