"""The table of tabular formats: the name and the writer of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol

if TYPE_CHECKING:
    from reviewfmt.columns.rows import Row
    from reviewfmt.columns.schema import Table

EXTRA = 'pip install "reviewfmt[columns]"'
"""The command that installs the packages for queries and some formats."""


class Writer(Protocol):
    """Writes the rows of one table to a file; the table is complete after `close`."""

    def write(self, rows: Iterable[Row]) -> None:
        """Write rows, which have the columns of the table."""

    def close(self) -> None:
        """Write the remaining rows; the file itself stays open."""


class TabularFormat(NamedTuple):
    """A format that holds one table: its name, its suffixes, the first of which is written.

    `binary` tells that it is not text; `needs` names the package that writes it, or is None.
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
    """A package is not installed; the message says which one, and how to install it."""


def see_to(package: str, what: str) -> None:
    """Raise NotInstalledError if the package that `what` needs is not there."""
    from importlib.util import find_spec

    if find_spec(package) is None:
        raise NotInstalledError(f"{what} needs {package}, which is not installed: {EXTRA}")


def writer(format: str, file: BinaryIO, table: Table) -> Writer:
    """Return the writer of the rows of a table to `file`, in a format of `TABULAR`."""
    if format == "csv":
        from reviewfmt.columns.delimited import CsvWriter

        return CsvWriter(file, table)
    if format == "jsonl":
        from reviewfmt.columns.json_lines import JsonLinesWriter

        return JsonLinesWriter(file, table)
    from reviewfmt.columns.parquet import ParquetWriter

    return ParquetWriter(file, table)
