"""The table of tabular formats: what each is called, and who writes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol

if TYPE_CHECKING:
    from reviewfmt.columns.rows import Row
    from reviewfmt.columns.schema import Table

EXTRA = 'pip install "reviewfmt[columns]"'
"""How to install what some formats, and queries, need."""


class Writer(Protocol):
    """Writes the rows of one table to a file; what is written is whole once it is closed."""

    def write(self, rows: Iterable[Row]) -> None:
        """Write rows, which have the columns of the table."""

    def close(self) -> None:
        """Write what is left; the file itself stays open."""


class TabularFormat(NamedTuple):
    """A format that holds one table: its name, its suffixes, the first of which is written.

    `binary` tells that it is no text; `needs` names the package that writes it, None for none.
    """

    name: str
    suffixes: tuple[str, ...]
    binary: bool = False
    needs: str | None = None


TABULAR: dict[str, TabularFormat] = {
    one.name: one
    for one in (
        TabularFormat("csv", (".csv",)),
        TabularFormat("jsonl", (".jsonl", ".ndjson")),
        TabularFormat("parquet", (".parquet",), binary=True, needs="pyarrow"),
    )
}
"""Every tabular format by its name."""


class NotInstalledError(Exception):
    """What is asked for needs a package that is not installed; the message says which, and how."""


def see_to(package: str, what: str) -> None:
    """Raise NotInstalledError if the package that `what` needs is not there."""
    from importlib.util import find_spec

    if find_spec(package) is None:
        raise NotInstalledError(f"{what} needs {package}, which is not installed: {EXTRA}")


def writer(format: str, file: BinaryIO, table: Table) -> Writer:
    """Return what writes the rows of a table to `file` in a format of `TABULAR`."""
    if format == "csv":
        from reviewfmt.columns.delimited import CsvWriter

        return CsvWriter(file, table)
    if format == "jsonl":
        from reviewfmt.columns.json_lines import JsonLinesWriter

        return JsonLinesWriter(file, table)
    from reviewfmt.columns.parquet import ParquetWriter

    return ParquetWriter(file, table)
