"""What flows through a job: records of inputs, pieces of the stream, what a piece gives."""

from __future__ import annotations

from typing import NamedTuple

from reviewfmt.files import LARGEST, MIB
from reviewfmt.linter import Settings

LINE = "line"
"""The kind of a record that is a line of JSON; what its field holds is `Asked.kind`."""

HTTP = "http"
"""The kind of a record that is an answer of a server, headers and all."""

AUTO, TEXT, HTML = "auto", "text", "html"
"""What a record may be apart from the formats: HTML or text, as it begins; each for sure."""

TEXT_FIELDS = ("text", "html", "content", "body")
ADDRESS_FIELDS = ("address", "url", "uri", "link")
DATE_FIELDS = ("date", "published", "timestamp", "crawled")
"""The fields to look for if none is named: the first that is there is used."""


class Record(NamedTuple):
    """One record of an input.

    `file` is the input, `number` the index of the record in it. `offset` is where it begins, in
    bytes; `row` is its line or row, from 1. `address` and `date` are what the input says about it,
    and `charset` the encoding. `kind` is how `data` is to be read: `LINE`, `HTTP`, `AUTO`, `TEXT`,
    `HTML` or the name of a format. `size` is how many bytes it has. A record that cannot be read
    has the reason in `failed`; `broken` tells that its file is damaged there.
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
        """What names the record among all: the file, with the row or the offset in it."""
        if self.row is not None:
            return f"{self.file}:{self.row}"
        return self.file if self.offset is None else f"{self.file}@{self.offset}"


class Other(NamedTuple):
    """A record of an archive of which no row is made; its type is counted."""

    type: str


def too_long(limit: int) -> str:
    """Return the reason of a record that has more bytes than it may have."""
    size = f"{limit // MIB} MiB" if limit % MIB == 0 else f"{limit} bytes"
    return f"it is too long: more than {size}, the limit"


class Asked(NamedTuple):
    """How the records of a job are read; the same for all, and sent to each process once.

    `field`, `address_field` and `date_field` are fields of JSON or columns of Parquet, None for
    the first usual one. `kind` is what they hold. `limit` is how many bytes a record may have.
    """

    kind: str = AUTO
    field: str | None = None
    address_field: str | None = None
    date_field: str | None = None
    limit: int = LARGEST
    settings: Settings = Settings()

    @property
    def portable(self) -> Asked:
        """The same, as it can cross processes."""
        options = {code: dict(one) for code, one in self.settings.options.items()}
        return self._replace(settings=self.settings._replace(options=options))


class Limits(NamedTuple):
    """What a record may take: seconds of the clock, bytes of memory of its process."""

    seconds: float = 60.0
    memory: int = 2 * 1024**3


class Piece(NamedTuple):
    """Some records in a row: what a process does at once."""

    number: int
    records: tuple[Record, ...]


class Result(NamedTuple):
    """What a piece gives: by table a batch of rows, packed, and how many records by status."""

    batches: dict[str, bytes]
    counts: dict[str, int]


class CorpusError(Exception):
    """What keeps a job from running, or from going on; the message is for the user."""
