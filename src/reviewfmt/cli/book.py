"""`reviewfmt book`: makes one book of many reviews."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from reviewfmt.batch import STDIN, Found
from reviewfmt.cli.console import colored, emit_bytes, say, tell, tell_all, tell_with_help
from reviewfmt.cli.exits import COULD_NOT_RUN
from reviewfmt.cli.inputs import UNREAD, configuration, configured, find, of_first, unread_folders
from reviewfmt.cli.looks import LookChoice, Looks, look_options, seen_option
from reviewfmt.cli.losses import Losses
from reviewfmt.cli.options import (
    Running,
    drafts_option,
    language_option,
    lenient_option,
    output_option,
    paths_argument,
    running_options,
)
from reviewfmt.cli.plan import format_of, refuse_losses
from reviewfmt.cli.progress import progress
from reviewfmt.config import nearest
from reviewfmt.diagnostic import ReviewError
from reviewfmt.files import FileError

if TYPE_CHECKING:
    from reviewfmt.converter.editions.edition import UpTo
    from reviewfmt.publish.book import Gathered
    from reviewfmt.publish.reading import Input

_SUFFIXES = {".epub": "epub", ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf"}
_FORMATS = tuple(dict.fromkeys(_SUFFIXES.values()))


def text(_ctx: click.Context, param: click.Parameter, given: str | None) -> str | None:
    """Return a given text on one line; an empty one is refused."""
    said = None if given is None else " ".join(given.split())
    if said == "":
        raise click.BadParameter(f"the {param.name} must not be empty")
    return said


@click.command(
    "book",
    epilog="""\b
Examples:
  reviewfmt book reviews/ -o shelf.epub
  reviewfmt book reviews/ -o shelf.html                one long page
  reviewfmt book reviews/ -o shelf.pdf                 needs: pip install "reviewfmt[pdf]"
  reviewfmt book reviews/ -o best.epub --order score --title "The best of 2024"
  reviewfmt book reviews/ -o shelf.epub --seen 5

\b
The book has a title page, a table of contents, a chapter for each review, a chart of the verdicts,
and an index of works. An existing file is replaced if its mark shows that reviewfmt wrote it and
nobody changed it; otherwise only with --force.

Exit codes: 0 the book is written; 1 a review with errors is left out of the book, or there is
no review; 2 the command could not run, or could not read or write a file.""",
)
@paths_argument("PATH...")
@output_option("The file of the book, or - for standard output.", required=True)
@click.option(
    "-t",
    "--to",
    type=click.Choice(_FORMATS),
    help="The format of the book; by default the suffix of the file selects it.",
)
@click.option(
    "--order",
    type=click.Choice(["work", "date", "score", "title"]),
    default="work",
    show_default=True,
    help="The order of the chapters.",
)
@click.option(
    "--title",
    callback=text,
    metavar="TEXT",
    help="The title of the book; “Reviews by …” by default.",
)
@click.option(
    "--author",
    callback=text,
    metavar="NAME",
    help="The author of the book; by default the authors of the reviews.",
)
@language_option
@seen_option
@look_options
@drafts_option
@lenient_option
@click.option(
    "--force",
    is_flag=True,
    help="Replace a file that reviewfmt did not write, or that was changed.",
)
@click.option("--verbose", is_flag=True, help="List everything that the book leaves out.")
@running_options
def command(
    paths: tuple[str, ...],
    output: str,
    to: str | None,
    order: str,
    title: str | None,
    author: str | None,
    language: str | None,
    seen: UpTo | None,
    look: LookChoice,
    drafts: bool,
    lenient: bool,
    force: bool,
    verbose: bool,
    running: Running,
) -> int:
    """Make one book of many reviews: files, and folders (searched for *.review)."""
    from reviewfmt.publish.book import bind, findings, gather, spool
    from reviewfmt.publish.chapters import Chapters
    from reviewfmt.publish.matter import check_look
    from reviewfmt.publish.reading import Reader
    from reviewfmt.publish.shelf import Asked
    from reviewfmt.theme import ThemeError

    form = to or _format_of(output)
    if output == STDIN and form != "html" and sys.stdout.isatty():
        raise click.UsageError(f"{form} is binary, and standard output is a terminal")
    if STDIN in paths:
        raise click.UsageError("a book is made from files, not from standard input")
    if form == "pdf":
        _require_typst()
        if any(look):
            told = "--theme, --css and --template are for EPUB and HTML; a PDF has one layout"
            raise click.UsageError(told)
    if look.template is not None and os.path.isfile(look.template):
        raise click.UsageError(f"{look.template} is a file, and a book takes a folder of templates")
    configs = configured(*running.choice)
    found = find(paths, (".review",), configs)
    inputs = _inputs(found, output)
    config = of_first(paths, configs)
    with configuration():
        loaded = Looks(look, check_look).of(config)
    asked = Asked(order, title, author, language or config.language)
    work = Chapters(Reader(configs, lenient, running.encoding), form, seen)

    shown = partial(progress, quiet=running.quiet)
    unread = unread_folders(found)
    for one in unread:
        tell(str(one))
    try:
        with spool() as place:
            gathered = gather(
                inputs,
                work,
                place,
                running.jobs,
                shown,
                drafts=drafts,
                fail_fast=running.fail_fast,
            )
            _report(gathered, colored(running.color, sys.stderr))
            could_not = bool(found.missing or unread or _has_unread(gathered))
            if gathered.is_stopped or not gathered.chapters:
                say("no book is written" if gathered.failed else "there is no review to bind")
                return COULD_NOT_RUN if could_not else 1
            losses = Losses(listed=False, counted=len(inputs) > 1 and not verbose)
            for chapter in gathered.chapters:
                losses.add(chapter.found)
            made, lost = bind(form, gathered.chapters, asked, place, loaded)
        for one in (*findings(gathered.chapters, form), *lost):
            tell_with_help(one)
        losses.finish(quiet=running.quiet)
        _write(output, made, force=force)
    except (FileError, ThemeError, OSError) as error:
        raise click.ClickException(str(error)) from error
    except ReviewError as error:
        for one in error.diagnostics:
            tell_with_help(one)
        return COULD_NOT_RUN
    if not running.quiet:
        say(_summary(output, gathered))
    if could_not:
        return COULD_NOT_RUN
    return 1 if gathered.failed else 0


def _format_of(output: str) -> str:
    """Return the format that the suffix of an output names."""
    suffix = os.path.splitext(output)[1].lower()
    if output != STDIN and suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if output == STDIN:
        raise click.UsageError(f"which format? give -t {' or -t '.join(_FORMATS)}")
    told = f'"{output}" has no suffix to tell its format'
    if suffix:
        told = f'no book has the suffix "{suffix}"{nearest(suffix, dict(_SUFFIXES))}'
    raise click.UsageError(f"{told}; use -t {' or -t '.join(_FORMATS)}")


def _require_typst() -> None:
    from importlib.util import find_spec

    if find_spec("typst") is None:
        raise click.UsageError(
            'pdf needs typst, which is not installed: pip install "reviewfmt[pdf]"'
        )


def _inputs(found: Found, output: str) -> list[Input]:
    """Return the found files with their formats. Raises UsageError if one is the output."""
    from reviewfmt.publish.reading import Input

    refuse_losses((output,), found.files)
    return [Input(path, format_of(path, None)) for path in found.files]


def _report(gathered: Gathered, color: bool) -> None:
    """Say what is wrong with the reviews that are not in the book."""
    from reviewfmt.cli.reports import report
    from reviewfmt.linter import Checked

    for one in gathered.failed:
        checked = Checked(one.input.path, one.text, one.found)
        tell_all(report("full").render([checked], color))


def _has_unread(gathered: Gathered) -> bool:
    return any(found.code == UNREAD for one in gathered.failed for found in one.found)


def _write(output: str, made: bytes, *, force: bool) -> None:
    from reviewfmt.batch.output import write_output

    if output == STDIN:
        emit_bytes(made)
        return
    try:
        write_output(output, made, None, force=force)
    except FileError as error:
        raise FileError(f"{error}{'; --force replaces it' if error.exists else ''}") from None


def _summary(output: str, gathered: Gathered) -> str:
    """Return what to say about a run."""
    told = f"{output}: {_counted(len(gathered.chapters), 'review')}"
    if gathered.failed:
        told += f", {len(gathered.failed)} left out for errors"
    if gathered.drafts:
        told += f", {_counted(gathered.drafts, 'draft')} left out; --drafts includes them"
    return told


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
