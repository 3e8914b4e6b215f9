"""`reviewfmt adopt`: writes drafts of reviews from other people's pages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace

import click

from reviewfmt.batch import STDIN, Found, folder_below
from reviewfmt.cli.completing import folders
from reviewfmt.cli.console import emit_bytes, say, tell
from reviewfmt.cli.exits import COULD_NOT_RUN
from reviewfmt.cli.inputs import UNREAD, absent, configured, find, read, unread, unread_folders
from reviewfmt.cli.options import (
    Choice,
    choosing_options,
    encoding_option,
    output_option,
    paths_argument,
    quiet_option,
)
from reviewfmt.config import Configs
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.files import FileError, reason, write_whole
from reviewfmt.pages import LEAST, Draft, finding, page_text, write_draft
from reviewfmt.pages import find as find_reviews
from reviewfmt.source import decode
from reviewfmt.span import Span

SUFFIXES = (".txt", ".html", ".htm", ".xhtml")


@click.command(
    "adopt",
    epilog="""\b
Examples:
  reviewfmt adopt page.html -o reviews/         writes reviews/page.review
  reviewfmt adopt page.txt -o reviews/          the text that a browser copies
  reviewfmt adopt saved/ -o reviews/ --strict   every page below, HTML and text
  reviewfmt adopt page.html -o reviews/ --min-confidence 99
  reviewfmt adopt page.html -o - | less         look at the draft first

A page is HTML, or text copied from a browser. Each uncertain line is a warning (RF601), with a
comment at that line of the draft. A page with several reviews becomes several drafts:
page.review, page-2.review. An existing file is replaced only with --force. The
configuration can set the maximum of numbers without one (maximum), and add words (vocabulary,
boilerplate).

Exit codes: 0 done; 1 a page could not be adopted (with --strict, or has uncertain lines); 2 the
command could not run, or could not read or write a file.""",
)
@paths_argument("PATH...")
@output_option(
    "Write the drafts into this folder; it is created if it does not exist. - writes the draft of "
    "one page to standard output.",
    "FOLDER",
    "folder",
    required=True,
    type=str,
    shell_complete=folders,
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 100),
    default=LEAST * 100,
    show_default=True,
    metavar="PERCENT",
    help="Mark lines of which the page reader is less certain than this.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 if any line is in doubt.")
@click.option("--force", is_flag=True, help="Replace existing files.")
@encoding_option
@choosing_options
@quiet_option
def command(
    paths: tuple[str, ...],
    output: str,
    min_confidence: float,
    strict: bool,
    force: bool,
    encoding: str | None,
    choice: Choice,
    quiet: bool,
) -> None:
    """Write drafts of reviews from web pages: files, and folders of them."""
    configs = configured(*choice)
    found = find(paths, SUFFIXES, configs)
    if output == STDIN and (found.searched or len(found.files) + len(found.missing) > 1):
        raise click.UsageError("standard output takes the draft of one page; give -o FOLDER")
    targets = _targets(found, output)
    missing = [unread(path, absent(path)) for path in found.missing]
    for one in (*missing, *unread_folders(found)):
        _report(one)
    could_not = bool(missing or found.unread)
    failed = doubted = False
    written: set[str] = set()
    for path, stem in zip(found.files, targets, strict=False):
        try:
            drafts, changed = _drafts(path, encoding, min_confidence / 100, configs)
            texts = [write_draft(draft) for draft in drafts]
        except ReviewError as error:
            for one in error.diagnostics:
                _report(replace(one, path=one.path or path))
                could_not |= one.code == UNREAD
            failed = True
            continue
        for one in changed:
            _report(replace(one, path=path))
        doubts = [doubt for draft in drafts for doubt in draft.doubts]
        for doubt in sorted(doubts, key=lambda one: one.line.span):
            doubted = True
            _report(finding(doubt, path))
        if output == STDIN:
            failed |= not _emit(path, texts)
            continue
        for target, text in zip(_numbered(stem), texts, strict=False):
            again = target in written
            code = _write(target, text, force=force and not again, quiet=quiet)
            could_not |= code == COULD_NOT_RUN
            failed |= code == 1
            written.add(target)
    if could_not:
        raise click.exceptions.Exit(COULD_NOT_RUN)
    if failed or (strict and doubted):
        raise click.exceptions.Exit(1)


def _targets(found: Found, folder: str) -> list[str]:
    """Return the path of each page's draft without its suffix. Raises UsageError for duplicates.

    Pages below a folder that is searched keep their relative paths.
    """
    taken: dict[str, str] = {}
    for path in (*found.files, *found.missing):
        above, name = os.path.split(path)
        below = folder_below(above, found.base, folder) if found.searched else folder
        target = os.path.join(below, os.path.splitext(name)[0])
        if target in taken:
            raise click.UsageError(f"{taken[target]} and {path} would both become {target}.review")
        taken[target] = path
    return list(taken)


def _numbered(stem: str) -> Iterator[str]:
    yield f"{stem}.review"
    number = 2
    while True:
        yield f"{stem}-{number}.review"
        number += 1


def _drafts(
    path: str, encoding: str | None, least: float, configs: Configs
) -> tuple[Sequence[Draft], tuple[Diagnostic, ...]]:
    """Return the drafts of a page, and what was changed to read it.

    Raises ReviewError if it holds none, or is unreadable.
    """
    config = configs.of(path)
    data = read(path, config.max_file_size)
    text, changed = (decode(data, path, encoding), ()) if encoding else page_text(data, path)
    page = find_reviews(text, config.settings.words, least=least)
    if not page.reviews:
        raise ReviewError([Diagnostic("RF602", page.instead, Span(), help=page.help, path=path)])
    return page.reviews, changed


def _report(found: Diagnostic) -> None:
    place = f"{found.path}:{found.span.line}:{found.span.column}"
    kind = "error" if found.severity is Severity.ERROR else "warning"
    tell(f"{place}: {kind}: {found.code} {found.message}")
    if found.help is not None:
        tell(f"  help: {found.help}")


def _emit(path: str, texts: Sequence[str]) -> bool:
    """Write the draft of a page to standard output; return whether there is exactly one."""
    if len(texts) > 1:
        say(f"{path}: {len(texts)} reviews are on this page; give -o FOLDER for a draft of each")
        return False
    emit_bytes(texts[0].encode())
    return True


def _write(target: str, text: str, *, force: bool, quiet: bool) -> int:
    """Write a draft as a whole; return the exit code, and report why it was not written."""
    data = text.encode()
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        write_whole(target, data, ours=None if force else data.__eq__)
    except FileError as error:
        say(f"{error}{'; --force replaces it' if error.exists else ''}")
        return 1 if error.exists else COULD_NOT_RUN
    except OSError as error:
        say(f"{os.path.dirname(target)}: cannot be made: {reason(error)}")
        return COULD_NOT_RUN
    if not quiet:
        say(f"{target} written")
    return 0
