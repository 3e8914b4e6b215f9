"""`convert` to a table: many reviews become one output."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, cast

import click

from reviewfmt.batch import STDIN, Found
from reviewfmt.cli.console import emit_bytes, say
from reviewfmt.cli.exits import COULD_NOT_RUN
from reviewfmt.cli.losses import Losses
from reviewfmt.cli.outputs import held
from reviewfmt.cli.plan import refuse_losses
from reviewfmt.cli.rows import Reading, counted, see_to
from reviewfmt.diagnostic import ReviewError
from reviewfmt.files import FileError

if TYPE_CHECKING:
    from reviewfmt.columns.formats import TabularFormat
    from reviewfmt.columns.gathering import Tabulate
    from reviewfmt.columns.output import Spool


_OTHERS = {
    "profile": "--profile is for the front matter of Markdown",
    "theme": "--theme is for pages and books",
    "css": "--css is for pages and books",
    "template": "--template is for pages",
    "seen": "--seen is for what is published",
    "lenient": "--lenient is for what is published",
    "prune": "--prune is for outputs that have a source each",
    "watch": "--watch is for outputs that have a source each",
}
"""Options of `convert` without a meaning for tables, and their purpose."""


class Asked(NamedTuple):
    """The requested output: its format, its path, and the table for a single file."""

    format: TabularFormat
    output: str
    table: str | None
    force: bool

    @property
    def is_folder(self) -> bool:
        """Whether the output is a folder with a file for each table."""
        if self.output == STDIN:
            return False
        is_named = self.output.endswith(("/", os.sep)) or os.path.isdir(self.output)
        return is_named or not os.path.splitext(self.output)[1]


def asked_for(options: dict[str, Any]) -> Asked | None:
    """Return the table that the options of `convert` request; None if they request none.

    Raises UsageError if they contradict each other.
    """
    from reviewfmt.columns.formats import TABULAR

    to, output, table = options["to"], options["output"], options["table"]
    suffix = os.path.splitext(output or "")[1].lower()
    by_suffix = next((one for one in TABULAR.values() if suffix in one.suffixes), None)
    form = TABULAR.get(to) if to else by_suffix
    if form is None:
        if table:
            raise click.UsageError(f"--table is for {', '.join(TABULAR)}; give -t csv")
        return None
    for name, told in _OTHERS.items():
        if options[name]:
            raise click.UsageError(f"{told}, and {form.name} is a table")
    if form.binary and output is None:
        raise click.UsageError(f"{form.name} is binary; give -o FILE, or -o - for standard output")
    if form.binary and output == STDIN and sys.stdout.isatty():
        raise click.UsageError(f"{form.name} is binary, and standard output is a terminal")
    if form.needs:
        see_to(form.needs, form.name)
    return Asked(form, output or STDIN, table, options["force"])


def write_tables(
    asked: Asked, found: Found, work: Tabulate, jobs: int, losses: Losses, **how: Any
) -> int:
    """Read the reviews and write their tables; return the exit code.

    `how` is passed to `Reading`. Nothing is written if no review could be read, or if `--fail-fast`
    has ended the run.
    """
    from reviewfmt.columns.output import spool
    from reviewfmt.columns.schema import REVIEWS, TABLES

    refuse_losses((asked.output,), found.files)
    reading = Reading(found, work, losses, **how)
    if asked.table:
        tables = [TABLES[asked.table]]
    else:
        tables = [*TABLES.values()] if asked.is_folder else [REVIEWS]
    written: list[str] = []
    try:
        if asked.output == STDIN and not asked.format.binary:
            _emit(asked, reading, jobs)
        else:
            with spool(tables, asked.format.name) as place:
                for rows in reading.rows(jobs):
                    place.add(rows)
                if reading.number and not reading.is_stopped:
                    place.close()
                    written = _save(asked, place, found.base)
    except FileError as error:
        told = f"{error}{'; --force replaces it' if error.exists else ''}"
        raise click.ClickException(told) from error
    except ReviewError as error:
        losses.note(error.diagnostics)
        for one in () if losses.listed else error.diagnostics:
            say(f"{one}; {one.help}")
        return COULD_NOT_RUN
    code = reading.finish()
    if not reading.number or reading.is_stopped:
        say("no table was written" if reading.failed else "there is no review to make a table of")
        return code or 1
    if written and not how["quiet"]:
        left_out = f", {reading.failed} left out" if reading.failed else ""
        say(f"{', '.join(written)}: {counted(reading.number, 'review')}{left_out}")
    return code


def _save(asked: Asked, place: Spool, source: str) -> list[str]:
    if asked.is_folder:
        with held(asked.output, anew=asked.force) as manifest:
            return place.save_all(manifest, source, force=asked.force)
    if asked.output == STDIN:
        for piece in place.pieces():
            emit_bytes(piece)
        return []
    place.save(asked.output, force=asked.force)
    return [asked.output]


def _emit(asked: Asked, reading: Reading, jobs: int) -> None:
    """Write the rows to standard output one by one."""
    from reviewfmt.columns.formats import writer
    from reviewfmt.columns.schema import TABLES

    table = TABLES[asked.table or "reviews"]
    file = cast("BinaryIO", Emitted())
    begun = None
    for rows in reading.rows(jobs):
        begun = begun or writer(asked.format.name, file, table)
        begun.write(rows.of(table.name))
    if begun is not None:
        begun.close()


class Emitted(io.BufferedIOBase):
    """Standard output as a file; a closed pipe is not an error."""

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Any, /) -> int:
        """Write bytes."""
        emit_bytes(bytes(data))
        return len(data)
