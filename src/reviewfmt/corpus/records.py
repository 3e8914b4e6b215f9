"""The data of a job: records of inputs, pieces of the stream, and results of pieces."""

from __future__ import annotations

from typing import NamedTuple

from reviewfmt.files import LARGEST, MIB
from reviewfmt.linter import Settings

LINE = "line"
"""The kind of records that are lines of JSON; `Asked.kind` is the kind of their field."""

HTTP = "http"
"""The kind of records that are answers of servers, with headers."""

AUTO, TEXT, HTML = "auto", "text", "html"
"""The kinds of records besides the formats: HTML or text by their beginning, or for certain."""

TEXT_FIELDS = ("text", "html", "content", "body")
ADDRESS_FIELDS = ("address", "url", "uri", "link")
DATE_FIELDS = ("date", "published", "timestamp", "crawled")
"""The usual names of fields, used if none is requested; the first that exists is used."""


class Record(NamedTuple):
    """One record of an input.

    `file` is the input, and `number` is the index of the record in it. `offset` is its beginning in
    bytes; `row` is its line or row, from 1. `address`, `date` and `charset` are what the input says
    about it. `kind` is how `data` is to be read: `LINE`, `HTTP`, `AUTO`, `TEXT`, `HTML` or the name
    of a format. `size` is its number of bytes. A record that cannot be read has the reason in
    `failed`; `broken` tells that its file is damaged there.
    """

    file: str
    number: int
    kind: str
    data: bytes = b""
    offset: int | None = None
    row: int | None = None
    address: str | None = None
    date: str | None = None
    charset: str | None = None
    size: int = 0
    failed: str = ""
    broken: bool = False

    @property
    def source(self) -> str:
        """The identifier of the record among all: the file, with the row or the offset in it."""
        if self.row is not None:
            return f"{self.file}:{self.row}"
        return self.file if self.offset is None else f"{self.file}@{self.offset}"


class Other(NamedTuple):
    """A record of an archive that gets no row, but is counted by type."""

    type: str


def too_long(limit: int) -> str:
    """Return the reason why a record with more bytes than allowed failed."""
    size = f"{limit // MIB} MiB" if limit % MIB == 0 else f"{limit} bytes"
    return f"it is too long: more than {size}, the limit"


class Asked(NamedTuple):
    """How the records of a job are read, sent to each process once.

    `field`, `address_field` and `date_field` are fields of JSON or columns of Parquet, None for the
    first usual one. `kind` is the kind of their contents. `limit` is the largest number of bytes in
    a record.
    """

    kind: str = AUTO
    field: str | None = None
    address_field: str | None = None
    date_field: str | None = None
    limit: int = LARGEST
    settings: Settings = Settings()

    @property
    def portable(self) -> Asked:
        """The same settings, in a form for other processes."""
        options = {code: dict(one) for code, one in self.settings.options.items()}
        return self._replace(settings=self.settings._replace(options=options))


class Limits(NamedTuple):
    """The limits of a record: seconds of the clock, and bytes of memory of its process."""

    seconds: float = 60.0
    memory: int = 2 * 1024**3


class Piece(NamedTuple):
    """Some consecutive records, which a process reads at once."""

    number: int
    records: tuple[Record, ...]


class Result(NamedTuple):
    """The result of a piece: a packed batch of rows for each table, and records by status."""

    batches: dict[str, bytes]
    counts: dict[str, int]


class CorpusError(Exception):
    """An error that prevents or ends a job; the message is for the user."""
