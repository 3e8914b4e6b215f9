"""`reviewfmt stats`: the usual numbers of reviews, with small charts."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from reviewfmt.cli.chart import Bar, chart
from reviewfmt.cli.console import as_json, colored, emit, say
from reviewfmt.cli.grid import grid, width_of
from reviewfmt.cli.inputs import configured
from reviewfmt.cli.losses import Losses
from reviewfmt.cli.named import from_option
from reviewfmt.cli.options import Running, paths_argument, running_options
from reviewfmt.cli.rows import Reading, Sources, counted, see_to, sources

if TYPE_CHECKING:
    from reviewfmt.columns.statistics import Seen, Statistics, Verdict, Work

_One = TypeVar("_One")

_PIPE = 80
"""The width of charts where there is no terminal."""

_NARROW, _VERY_NARROW = 60, 40
"""In fewer columns the tables leave out their last ones."""


@click.command(
    "stats",
    epilog="""\b
Examples:
  reviewfmt stats reviews/
  reviewfmt stats reviews/ --top 20
  reviewfmt stats tables/reviews.parquet --format json

\b
Verdicts are compared as shares of their maximum: 4/5 is 80%. Letter grades have no share, and
are counted separately. Each PATH is a review, a document that convert reads, a folder searched
for *.review, a Parquet file that convert -t parquet has written, or a folder of such files.

Exit codes: 0 done; 1 a review with errors is left out, or there is no review; 2 the command could
not run, or could not read a file.""",
)
@paths_argument("PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="The format: text for people, or all of the numbers as JSON.",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    metavar="N",
    help="The number of works, verdicts and authors to list.",
)
@from_option("-f")
@running_options
def command(
    paths: tuple[str, ...],
    form: str,
    top: int,
    from_: str | None,
    running: Running,
) -> int:
    """Show statistics of reviews: years, verdicts, works, and how strict the authors are."""
    from reviewfmt.columns.gathering import Tabulate
    from reviewfmt.columns.statistics import as_data, statistics

    configs = configured(*running.choice)
    found = sources(paths, from_, configs)
    reading = Reading(
        found.reviews,
        Tabulate(configs, encoding=running.encoding),
        Losses(listed=False, counted=True),
        from_=from_,
        color=colored(running.color, sys.stderr),
        quiet=running.quiet,
        fail_fast=running.fail_fast,
    )
    reviews = list(_seen(found, reading, running.jobs))
    code = reading.finish()
    if reading.is_stopped or not reviews:
        say("nothing is shown" if reading.failed else "there is no review to count")
        return code or 1
    numbers = statistics(reviews)
    if form == "json":
        emit(as_json(as_data(numbers)))
    else:
        width = width_of(sys.stdout) or _PIPE
        emit("".join(_report(numbers, top, width, colored(running.color, sys.stdout))))
    return code


def _seen(found: Sources, reading: Reading, jobs: int) -> Iterator[Seen]:
    from reviewfmt.columns.statistics import seen

    if found.parquet:
        see_to("pyarrow", "Parquet")
        from reviewfmt.columns.parquet import ParquetError, held_in, rows_in
        from reviewfmt.columns.schema import REVIEWS
        from reviewfmt.columns.statistics import COLUMNS

        try:
            for path in found.parquet:
                if held_in(path).table == REVIEWS.name:
                    yield from map(seen, rows_in(path, REVIEWS, COLUMNS))
        except ParquetError as error:
            raise click.ClickException(str(error)) from error
    for rows in reading.rows(jobs):
        yield seen(rows.review)


# -- the report -------------------------------------------------------------------------------


def _report(found: Statistics, top: int, width: int, color: bool) -> Iterator[str]:
    yield _summary(found)
    if found.years:
        yield _heading("Reviews by year", color)
        yield from chart(list(_years(found, width)), width, color)
    if sum(found.shares):
        yield _heading("Verdicts", color)
        yield from chart(list(_shares(found)), width, color)
    if found.grades:
        told = ", ".join(f"{one.of} {one.verdicts}" for one in found.grades)
        yield f"\nGrades: {told}\n"
    if len(found.works) > 1:
        yield _heading("Works by their mean verdict", color)
        first, last = (list(map(_work, some)) for some in _ends(found.works, top))
        yield _listed(("work", "share", "reviews"), first, last, width, color)
    if len(found.verdicts) > 1:
        yield _heading("Best and worst verdicts", color)
        first, last = (list(map(_verdict, some)) for some in _ends(found.verdicts, top))
        yield _listed(("work", "share", "score", "author"), first, last, width, color)
    if any(one.mean is not None for one in found.authors):
        yield _heading("How authors lean, in points of 100", color)
        yield _authors(found, top, width, color)


def _summary(found: Statistics) -> str:
    parts = [
        counted(found.reviews, "review"),
        counted(found.reviewed_works, "work"),
        counted(len(found.authors), "author"),
        f"{found.entries:,} entries",
    ]
    lines = [", ".join(parts)]
    if found.mean is not None and found.median is not None:
        lines.append(f"verdicts: mean {_percent(found.mean)}, median {_percent(found.median)}")
        if found.drift is not None:
            lines[-1] += f", drift {_points(found.drift)} points a year"
    missing = []
    if found.undated:
        missing.append(f"{found.undated:,} without a date")
    if found.unscored:
        missing.append(f"{found.unscored:,} without a verdict")
    if missing:
        lines.append(", ".join(missing))
    return "".join(f"{line}\n" for line in lines)


def _heading(text: str, color: bool) -> str:
    return f"\n{click.style(text, bold=True) if color else text}\n"


def _years(found: Statistics, width: int) -> Iterator[Bar]:
    for one in found.years:
        scales = ", ".join(f"{each.verdicts} of /{each.of:g}" for each in one.scales[:3])
        told = f"{one.reviews:,}" + ("" if one.mean is None else f", mean {_percent(one.mean)}")
        if width >= _NARROW and scales:
            told += f" ({scales})"
        yield Bar(str(one.year), one.reviews, told)


def _shares(found: Statistics) -> Iterator[Bar]:
    parts = len(found.shares)
    for at in reversed(range(parts)):
        low, high = 100 * at // parts, 100 * (at + 1) // parts
        label = f"{low}–{high if at == parts - 1 else high - 1}%"
        yield Bar(label.rjust(7), found.shares[at], f"{found.shares[at]:,}")


def _ends(rows: Sequence[_One], top: int) -> tuple[Sequence[_One], Sequence[_One]]:
    """Return the first and the last rows; all are the first ones where there are few."""
    return (rows, ()) if len(rows) <= 2 * top else (rows[:top], rows[-top:])


def _work(one: Work) -> list[str]:
    return [one.work, _percent(one.mean), f"{one.reviews:,}"]


def _verdict(one: Verdict) -> list[str]:
    work = one.work if one.season is None else f"{one.work}, season {one.season}"
    return [work, _percent(one.share), one.verdict, one.author or ""]


def _listed(
    names: Sequence[str], first: list[list[str]], last: list[list[str]], width: int, color: bool
) -> str:
    """Return the first and the last rows as a table, dots between them."""
    rows = [*first, ["…", *[""] * (len(names) - 1)], *last] if last else first
    keep = len(names) if width >= _NARROW else len(names) - 1
    right = [name in ("share", "reviews") for name in names]
    cut = [row[:keep] for row in rows]
    return grid(names[:keep], cut, right[:keep], width=width, color=color)


def _authors(found: Statistics, top: int, width: int, color: bool) -> str:
    names = ["author", "reviews", "mean", "to episodes", "to others", "drift"]
    rows = [
        [
            one.author,
            f"{one.reviews:,}",
            "" if one.mean is None else _percent(one.mean),
            *("" if value is None else _points(value) for value in one[3:]),
        ]
        for one in found.authors[:top]
    ]
    keep = len(names) if width >= _NARROW else 4 if width >= _VERY_NARROW else 3
    right = [False, *[True] * (len(names) - 1)]
    text = grid(names[:keep], [row[:keep] for row in rows], right[:keep], width=width, color=color)
    if len(found.authors) > top:
        text += f"{counted(len(found.authors) - top, 'more author')}; --top shows more\n"
    return text


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _points(share: float) -> str:
    """Return a difference of shares in points of 100, with its sign."""
    return f"{100 * share:+.1f}".replace("-", "−") if round(100 * share, 1) else "0.0"
