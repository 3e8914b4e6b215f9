"""`reviewfmt query`: asks reviews questions in SQL."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from reviewfmt.batch import STDIN
from reviewfmt.cli.console import colored, emit_bytes, forget_stdout, harmless, say, tell
from reviewfmt.cli.exits import COULD_NOT_RUN
from reviewfmt.cli.grid import grid, width_of
from reviewfmt.cli.inputs import configured, read
from reviewfmt.cli.losses import Losses
from reviewfmt.cli.named import from_option
from reviewfmt.cli.options import Running, naming, output_option, path_option, running_options
from reviewfmt.cli.plan import refuse_losses
from reviewfmt.cli.rows import Reading, Sources, counted, see_to, sources
from reviewfmt.config import nearest
from reviewfmt.diagnostic import ReviewError
from reviewfmt.files import MIB, FileError

if TYPE_CHECKING:
    from reviewfmt.columns.sql import Database, QueryError

FORMATS = {
    "table": (),
    "csv": (".csv",),
    "json": (".json",),
    "jsonl": (".jsonl", ".ndjson"),
    "markdown": (".md", ".markdown"),
    "parquet": (".parquet",),
}
"""What a result is written as, with the suffixes that tell it."""

SHOWN = 1_000
"""How many rows a table shows."""


@click.command(
    "query",
    epilog="""\b
Examples:
  reviewfmt query "SELECT work, verdict FROM reviews ORDER BY verdict_share" reviews/
  reviewfmt query "SELECT avg(score_share) FROM episodes" reviews/ --format csv
  reviewfmt query -f bias.sql tables/ -o bias.md
  reviewfmt query "DESCRIBE reviews" reviews/

\b
The query is DuckDB SQL, or - for standard input. It can read only the views reviews and episodes,
but no files and no network. Each PATH is a review, a document that convert reads, a folder searched
for *.review, a Parquet file that convert -t parquet has written, or a folder of such files.

Exit codes: 0 done; 1 a review with errors is left out, or there is no review; 2 the command could
not run, or could not read or write a file.""",
)
@click.argument(
    "arguments",
    nargs=-1,
    required=True,
    metavar="QUERY PATH...",
    callback=naming("query or path"),
)
@path_option(
    "-f",
    "--file",
    "file",
    what="path of a query",
    help="Read the query from a file; all arguments are then paths.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="What to write; by the suffix of the output when not given, "
    "else a table on a terminal and csv elsewhere.",
)
@output_option("The file to write, or - for standard output.")
@click.option("--force", is_flag=True, help="Replace an existing file with other content.")
@from_option()
@running_options
def command(
    arguments: tuple[str, ...],
    file: str | None,
    form: str | None,
    output: str | None,
    force: bool,
    from_: str | None,
    running: Running,
) -> int:
    """Query reviews in SQL: files, folders, or Parquet."""
    for package in ("duckdb", "pyarrow"):
        see_to(package, "query")
    from reviewfmt.columns.gathering import Tabulate
    from reviewfmt.columns.parquet import ParquetError
    from reviewfmt.columns.sql import QueryError, database

    name, query, paths = _query(arguments, file)
    form = form or _format_of(output)
    configs = configured(*running.choice)
    found = sources(paths, from_, configs)
    asked = () if file is None else (file,)
    outputs = () if output is None else (output,)
    refuse_losses(outputs, (*found.reviews.files, *found.parquet, *asked))
    losses = Losses(listed=False, counted=True)
    reading = Reading(
        found.reviews,
        Tabulate(configs, encoding=running.encoding),
        losses,
        from_=from_,
        color=colored(running.color, sys.stderr),
        quiet=running.quiet,
        fail_fast=running.fail_fast,
    )
    try:
        with database() as tables:
            tables.check(query)
            _fill(tables, found, reading, running.jobs)
            code = reading.finish()
            if reading.is_stopped or not (reading.number or found.parquet):
                say("the query was not run" if reading.failed else "there is no review to query")
                return code or 1
            _answer(tables, query, form, output, force=force, color=running.color)
    except QueryError as error:
        _tell(error, name, query)
        return COULD_NOT_RUN
    except (ParquetError, FileError) as error:
        exists = isinstance(error, FileError) and error.exists
        raise click.ClickException(f"{error}{'; --force replaces it' if exists else ''}") from error
    return code


def _query(arguments: tuple[str, ...], file: str | None) -> tuple[str, str, tuple[str, ...]]:
    """Return the name of the query for messages, its text, and the paths."""
    paths = arguments if file else arguments[1:]
    if not file and os.path.exists(arguments[0]) and arguments[0] != STDIN:
        raise click.UsageError(f"{arguments[0]} is a path, expected a query first; or give -f FILE")
    if not paths:
        raise click.UsageError("no path is given: which reviews is the query for?")
    source = file or (STDIN if arguments[0] == STDIN else None)
    if source is None:
        return "query", arguments[0], paths
    if source == STDIN and STDIN in paths:
        raise click.UsageError("standard input cannot be both the query and a review")
    from reviewfmt.source import decode

    try:
        return source, decode(read(source, MIB)), paths
    except ReviewError as error:
        told = "; ".join(one.message for one in error.diagnostics)
        raise click.ClickException(f"{source}: {told}") from error


def _format_of(output: str | None) -> str:
    if output is None or output == STDIN:
        return "table" if sys.stdout.isatty() else "csv"
    suffix = os.path.splitext(output)[1].lower()
    for name, suffixes in FORMATS.items():
        if suffix in suffixes:
            return name
    known = {one: None for suffixes in FORMATS.values() for one in suffixes}
    told = f'no format has the suffix "{suffix}"{nearest(suffix, known)}'
    raise click.UsageError(f"{told}; use --format")


def _fill(tables: Database, found: Sources, reading: Reading, jobs: int) -> None:
    from reviewfmt.columns.parquet import held_in

    for path in found.parquet:
        tables.take(held_in(path))
    tables.load(reading.rows(jobs))
    tables.lock()


def _answer(
    tables: Database, query: str, form: str, output: str | None, *, force: bool, color: str
) -> None:
    """Ask the query and write what it gives."""
    to_file = output is not None and output != STDIN
    if form == "parquet":
        if not to_file and sys.stdout.isatty():
            raise click.UsageError("parquet is binary, and standard output is a terminal")
        pieces: Iterator[bytes] | None = None
    else:
        pieces = (one.encode("utf-8", "replace") for one in _texts(tables, query, form, color))
    if not to_file and pieces is not None:
        _emit(pieces)
        return
    import tempfile

    from reviewfmt.columns.output import room
    from reviewfmt.columns.parquet import write_batches

    with tempfile.TemporaryFile(prefix="reviewfmt-") as place:
        with room():
            if pieces is None:
                write_batches(*tables.ask_arrow(query), cast(BinaryIO, place))
            else:
                place.writelines(pieces)
                place.flush()
        _save(cast(BinaryIO, place), output if to_file else None, force=force)


def _emit(pieces: Iterable[bytes]) -> None:
    """Write to standard output as rows come, and no longer than somebody reads them."""
    try:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        forget_stdout()


def _save(place: BinaryIO, output: str | None, *, force: bool) -> None:
    from reviewfmt.batch.output import write_stream

    if output is not None:
        write_stream(output, place, None, force=force)
        return
    place.seek(0)
    while piece := place.read(MIB):
        emit_bytes(piece)


def _texts(tables: Database, query: str, form: str, color: str) -> Iterator[str]:
    from reviewfmt.columns.results import TEXTS

    result = tables.ask(query)
    if form in TEXTS:
        yield from TEXTS[form](result.names, result.rows)
        return
    yield from _table(result, color)


def _table(result: Any, color: str) -> Iterator[str]:
    """Yield a result as a table for people; a long one ends with how many rows follow."""
    from reviewfmt.columns.results import for_people, is_number

    rows = list(islice(result.rows, SHOWN))
    right = [is_number([row[at] for row in rows]) for at in range(len(result.names))]
    cells = [[for_people(one) for one in row] for row in rows]
    yield grid(
        result.names,
        cells,
        right,
        width=width_of(sys.stdout),
        color=colored(color, sys.stdout),
    )
    if rest := sum(1 for _ in result.rows):
        yield f"{counted(rest, 'more row')}; --format csv writes all\n"


def _tell(error: QueryError, name: str, query: str) -> None:
    """Report what is wrong with a query: the place, and the line with a mark below it."""
    if error.line is None or error.column is None:
        say(f"{name}: {error}")
        return
    say(f"{name}:{error.line}:{error.column}: {error}")
    from rich.cells import cell_len

    lines = query.split("\n")
    if error.line <= len(lines):
        line = lines[error.line - 1].rstrip("\r").replace("\t", " ")
        start = max(0, error.column - 60)
        tell(f"  {harmless(line[start : start + 100])}")
        before = cell_len(harmless(line[start : error.column - 1]))
        tell(f"  {' ' * before}^")
