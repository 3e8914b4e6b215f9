"""`reviewfmt book`: makes one book of many reviews."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from reviewfmt.batch import STDIN, Found
from reviewfmt.cli.console import color_option, colored, emit_bytes, say, tell, tell_all
from reviewfmt.cli.inputs import (
    UNREAD,
    choosing_options,
    configuration,
    configured,
    encoding_option,
    find,
    naming,
    of_first,
    paths_argument,
    quiet_option,
    unread_folders,
)
from reviewfmt.cli.looks import Looks, look_options, seen_option
from reviewfmt.cli.losses import Losses
from reviewfmt.cli.many import many_options, progress
from reviewfmt.cli.plan import format_of, refuse_losses
from reviewfmt.cli.publishing import drafts_option, language_option, lenient_option
from reviewfmt.config import nearest
from reviewfmt.diagnostic import ReviewError
from reviewfmt.files import FileError

if TYPE_CHECKING:
    from reviewfmt.converter.edition import UpTo
    from reviewfmt.publish.book import Gathered
    from reviewfmt.publish.site.reading import Input

_COULD_NOT_RUN = 2
_SUFFIXES = {".epub": "epub", ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf"}
_FORMATS = tuple(dict.fromkeys(_SUFFIXES.values()))


def text(_ctx: click.Context, param: click.Parameter, given: str | None) -> str | None:
    """Return a text that is given, on one line; one that is empty is refused."""
    said = None if given is None else " ".join(given.split())
    if said == "":
        raise click.BadParameter(f"an empty text is no {param.name}")
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
and an index of works. A file that stands there is replaced if its mark says that reviewfmt made it
and nobody changed it, else only with --force.

Exit codes: 0 the book is written; 1 a review has errors, and is left out of the book, or there is
no review; 2 it could not run, or something could not be read or written.""",
)
@paths_argument("PATH...")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(readable=False),
    callback=naming("path of an output"),
    metavar="FILE",
    help="The file of the book, or - for standard output.",
)
@click.option(
    "-t",
    "--to",
    type=click.Choice(_FORMATS),
    help="What to make; by the suffix of the file when not given.",
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
    help="What the book is called; “Reviews by …” when not given.",
)
@click.option(
    "--author",
    callback=text,
    metavar="NAME",
    help="Whose book it is; the authors of the reviews when not given.",
)
@language_option
@seen_option
@look_options
@drafts_option
@lenient_option
@click.option(
    "--force", is_flag=True, help="Replace a file that reviewfmt did not make, or that was changed."
)
@click.option("--verbose", is_flag=True, help="List what the book leaves out, one by one.")
@many_options
@encoding_option
@choosing_options
@quiet_option
@color_option
def command(
    paths: tuple[str, ...],
    output: str,
    to: str | None,
    order: str,
    title: str | None,
    author: str | None,
    language: str | None,
    seen: UpTo | None,
    theme: str | None,
    css: tuple[str, ...],
    template: str | None,
    drafts: bool,
    lenient: bool,
    force: bool,
    verbose: bool,
    jobs: int,
    fail_fast: bool,
    encoding: str | None,
    config_path: str | None,
    exclude: tuple[str, ...],
    force_exclude: bool | None,
    quiet: bool,
    color: str,
) -> int:
    """Make one book of many reviews: files, and folders (searched for *.review)."""
    from reviewfmt.publish.book import bind, findings, gather, spool
    from reviewfmt.publish.chapters import Chapters
    from reviewfmt.publish.matter import see_to
    from reviewfmt.publish.shelf import Asked
    from reviewfmt.publish.site.reading import Reader
    from reviewfmt.theme import ThemeError

    form = to or _format_of(output)
    if output == STDIN and form != "html" and sys.stdout.isatty():
        raise click.UsageError(f"{form} is binary, and standard output is a terminal")
    if STDIN in paths:
        raise click.UsageError("a book is made of files, and standard input is none")
    if form == "pdf":
        _see_to_typst()
        if theme or css or template:
            told = "--theme, --css and --template are for EPUB and HTML; a PDF has one layout"
            raise click.UsageError(told)
    if template is not None and os.path.isfile(template):
        raise click.UsageError(f"{template} is a file, and a book takes a folder of templates")
    configs = configured(config_path, exclude, force_exclude)
    found = find(paths, (".review",), configs)
    inputs = _inputs(found, output)
    config = of_first(paths, configs)
    with configuration():
        look = Looks(theme, css, template, see_to).of(config)
    asked = Asked(order, title, author, language or config.language)
    work = Chapters(Reader(configs, lenient, encoding), form, seen)

    def shown(results: Iterable[Any], total: int, verb: str) -> Iterable[Any]:
        return progress(results, total, verb, quiet=quiet)

    unread = unread_folders(found)
    for one in unread:
        tell(str(one))
    try:
        with spool() as place:
            gathered = gather(inputs, work, place, jobs, shown, drafts=drafts, fail_fast=fail_fast)
            _report(gathered, colored(color, sys.stderr))
            could_not = bool(found.missing or unread or _has_unread(gathered))
            if gathered.is_stopped or not gathered.chapters:
                say("no book is written" if gathered.failed else "there is no review to bind")
                return _COULD_NOT_RUN if could_not else 1
            losses = Losses(listed=False, counted=len(inputs) > 1 and not verbose)
            for chapter in gathered.chapters:
                losses.add(chapter.found)
            made, lost = bind(form, gathered.chapters, asked, place, look)
        for one in (*findings(gathered.chapters, form), *lost):
            tell(f"{one}{f'; {one.help}' if one.help else ''}")
        losses.finish(quiet=quiet)
        _write(output, made, force=force)
    except (FileError, ThemeError, OSError) as error:
        raise click.ClickException(str(error)) from error
    except ReviewError as error:
        for one in error.diagnostics:
            tell(f"{one}{f'; {one.help}' if one.help else ''}")
        return _COULD_NOT_RUN
    if not quiet:
        say(_summary(output, gathered))
    if could_not:
        return _COULD_NOT_RUN
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
    raise click.UsageError(f"{told}; -t {' or -t '.join(_FORMATS)} tells it")


def _see_to_typst() -> None:
    from importlib.util import find_spec

    if find_spec("typst") is None:
        raise click.UsageError(
            'pdf needs typst, which is not installed: pip install "reviewfmt[pdf]"'
        )


def _inputs(found: Found, output: str) -> list[Input]:
    """Return the files that were found with their formats; usage error where one is the output."""
    from reviewfmt.publish.site.reading import Input

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
    """Return what to say of a run."""
    told = f"{output}: {_counted(len(gathered.chapters), 'review')}"
    if gathered.failed:
        told += f", {len(gathered.failed)} left out for errors"
    if gathered.drafts:
        told += f", {_counted(gathered.drafts, 'draft')} left out; --drafts takes drafts"
    return told


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
