"""`reviewfmt corpus`: makes tables of inputs without end."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import click

from reviewfmt.batch import STDIN
from reviewfmt.batch.engine import processors
from reviewfmt.cli.console import say, tell
from reviewfmt.cli.exits import COULD_NOT_RUN
from reviewfmt.cli.inputs import configured, find, of_first, unread_folders
from reviewfmt.cli.meter import Meter
from reviewfmt.cli.options import choosing_options, folder_option, paths_argument, quiet_option
from reviewfmt.files import MIB

if TYPE_CHECKING:
    from reviewfmt.config import Config
    from reviewfmt.corpus.job import Done
    from reviewfmt.corpus.records import Asked, Limits
    from reviewfmt.corpus.run import Engine

_EXTRA = 'pip install "reviewfmt[corpus]"'


def _kind(_ctx: click.Context, _param: click.Parameter, name: str) -> str:
    """Return what the records are, by its name."""
    from reviewfmt.config import nearest
    from reviewfmt.converter import FORMATS

    known = {"auto": "", "text": "", **{row.name: "" for row in FORMATS.values() if row.reads}}
    if name.lower() in known:
        return name.lower()
    hint = nearest(name, known) or f"; known are {', '.join(known)}"
    raise click.BadParameter(f'unknown kind "{name}"{hint}')


@click.command(
    "corpus",
    epilog="""\b
Examples:
  reviewfmt corpus reviews/ saved-pages/ -o tables/
  reviewfmt corpus texts.jsonl.gz --field body -o tables/
  reviewfmt corpus pages.parquet --field html --kind html -o tables/
  reviewfmt corpus 'crawl/*.warc.gz' -o tables/ --workers 8
  reviewfmt corpus 'crawl/*.warc.gz' -o tables/ --scheduler tcp://10.0.0.5:8786
  reviewfmt query "SELECT work, avg(verdict_share) FROM reviews GROUP BY work" tables/

Inputs are documents that convert reads, lines of JSON (.jsonl, .jsonl.gz), Parquet, web archives
(.warc, .wet, also .gz), and folders and patterns of these. Each record is read as a review or, if
it is not one, as a page of another site. The folder gets the tables reviews, episodes, findings and
records, each in parts. Every record of the inputs has a row in records, even if it cannot be read.

If a run is interrupted, the same command continues it. The tables are the same for any number
of processes or workers.

Exit codes: 0 done; 1 an input is damaged, and the rest of it was read, or with --strict a record
failed; 2 the command could not run, or could not continue.""",
)
@paths_argument("INPUT...")
@folder_option("Write the tables into this folder; it is created if it does not exist.")
@click.option(
    "--field",
    metavar="NAME",
    help="The field of JSON or the column of Parquet that has the text; "
    "the first of text, html, content and body when not given.",
)
@click.option(
    "--kind",
    default="auto",
    show_default=True,
    callback=_kind,
    metavar="KIND",
    help="The format of that field: html, text, a format that convert reads, or auto.",
)
@click.option("--address-field", metavar="NAME", help="The field or column of the address.")
@click.option("--date-field", metavar="NAME", help="The field or column of the date.")
@click.option(
    "--part",
    type=click.IntRange(min=1, max=10_000_000),
    default=20_000,
    show_default=True,
    metavar="N",
    help="The number of records in a part.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="Read at most this number of records."
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.1),
    default=60.0,
    show_default=True,
    metavar="N",
    help="The maximum time for a record; a record that takes longer has failed.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=128),
    default=2048,
    show_default=True,
    metavar="MIB",
    help="The maximum memory of the process that reads a record.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes; as many as there are processors when not given.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1, max=1024),
    metavar="N",
    help="Start a Dask cluster on this machine, with this number of workers.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Use the Dask cluster with this scheduler.")
@click.option("--strict", is_flag=True, help="Exit with 1 if a record has failed.")
@click.option("--force", is_flag=True, help="Replace the tables of another job.")
@choosing_options
@quiet_option
def command(paths: tuple[str, ...], output: str, force: bool, quiet: bool, **given: Any) -> int:
    """Make tables of millions of records: files, JSON Lines, Parquet, web archives."""
    _see_to(given)
    from reviewfmt.corpus.inputs import SUFFIXES, inputs_of
    from reviewfmt.corpus.job import Job
    from reviewfmt.corpus.records import CorpusError, Limits
    from reviewfmt.corpus.run import run

    if STDIN in paths:
        raise click.UsageError("a corpus is made from files: standard input cannot be read again")
    configs = configured(*given["choice"])
    found = find(paths, SUFFIXES, configs)
    files = _distinct(found.files, paths, output)
    unread = unread_folders(found)
    for one in unread:
        tell(f"{one.path}: {one.message}")
    if found.missing or not files:
        if found.files:
            say(f"{output}: contains only the tables of a corpus, which cannot be inputs")
        return COULD_NOT_RUN
    asked = _asked(given, of_first(files, configs))
    limits = Limits(given["seconds"], given["memory"] * MIB)
    try:
        job = Job(inputs_of(files, asked), asked, given["part"], given["limit"])
        engine = _engine(given, asked, limits)
        with Meter(files, quiet=quiet) as meter:
            done = run(job, output, engine, force=force, seen=meter.seen, kept=meter.kept)
    except CorpusError as error:
        raise click.ClickException(str(error)) from error
    if not quiet:
        say(_summary(done, output))
        _tell_why_all_failed(done, output)
    failed = done.counts.get("failed", 0) if given["strict"] else 0
    return 1 if done.broken or failed or unread else 0


def _see_to(given: dict[str, Any]) -> None:
    """Raise a usage error for options that exclude each other, or what is not installed."""
    engines = [name for name in ("jobs", "workers", "scheduler") if given[name] is not None]
    if len(engines) > 1:
        raise click.UsageError(f"--{engines[0]} and --{engines[1]} exclude each other")
    needed = ["pyarrow", "fastwarc"]
    if given["workers"] or given["scheduler"] is not None:
        needed.append("distributed")
    missing = [name for name in needed if find_spec(name) is None]
    if missing:
        told = " and ".join(missing)
        raise click.UsageError(f"corpus needs {told}, which is not installed: {_EXTRA}")


def _distinct(files: Sequence[str], named: Sequence[str], output: str) -> tuple[str, ...]:
    """Return the files each once, however it is spelt, without those that the job writes itself.

    A usage error for one that is named and is in the folder of the tables.
    """
    from reviewfmt.corpus.job import is_own

    folder = os.path.realpath(output)
    by_place: dict[str, str] = {}
    for path in files:
        by_place.setdefault(os.path.realpath(path), path)
    below = {one for one in by_place if one.startswith(os.path.join(folder, ""))}
    for path in named:
        if os.path.realpath(path) in below and os.path.isfile(path):
            told = f"{path}: an input cannot be in the folder of the tables, {output}"
            raise click.UsageError(f"{told}; name another folder with -o")
    own = {one for one in below if is_own(one, folder)}
    return tuple(path for place, path in by_place.items() if place not in own)


def _tell_why_all_failed(done: Done, output: str) -> None:
    """Say where to look when no record could be read."""
    if not done.records or done.counts.get("failed", 0) < done.records:
        return
    from reviewfmt.corpus.reasons import usual

    if (found := usual(output)) is not None:
        where = os.path.join(output, "records")
        say(f"all records failed; the most common reason, as in {found.source}: {found.reason}")
        say(f"the column reason of {where} has the reason for each record")


def _asked(given: dict[str, Any], config: Config) -> Asked:
    from reviewfmt.corpus.records import Asked

    names = ("kind", "field", "address_field", "date_field")
    settings = config.settings
    return Asked(
        **{name: given[name] for name in names}, limit=config.max_file_size, settings=settings
    )


def _engine(given: dict[str, Any], asked: Asked, limits: Limits) -> Engine:
    if given["workers"] is None and given["scheduler"] is None:
        from reviewfmt.corpus.pool import results

        return partial(results, asked=asked, limits=limits, jobs=given["jobs"] or processors())
    from reviewfmt.corpus import cluster

    return partial(
        cluster.results,
        asked=asked,
        limits=limits,
        scheduler=given["scheduler"],
        workers=given["workers"] or 0,
    )


def _summary(done: Done, output: str) -> str:
    """Return what became of the records, in one line."""
    counts = done.counts
    told = [
        _number(counts.get("review", 0), "review", "reviews"),
        _number(counts.get("draft", 0), "draft", "drafts"),
    ]
    if none := counts.get("none", 0):
        told.append(f"{none:,} with no review")
    if failed := counts.get("failed", 0):
        told.append(f"{failed:,} failed")
    if others := sum(done.others.values()):
        told.append(f"{others:,} of other types")
    records = _number(done.records, "record", "records")
    return f"{records} in {output}: {', '.join(told)}"


def _number(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
