"""`reviewfmt adopt`: writes drafts of reviews from other people's pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import click

from reviewfmt.cli.console import say, tell
from reviewfmt.cli.inputs import (
    encoding_option,
    naming,
    paths_argument,
    quiet_option,
    read,
)
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.files import FileError, write_whole
from reviewfmt.pages import LEAST, Draft, finding, read_page, write_draft
from reviewfmt.source import decode
from reviewfmt.span import Span

_MARKUP = ("<!doctype", "<html", "<?xml", "<head", "<body")


@click.command(
    "adopt",
    epilog="""\b
Examples:
  reviewfmt adopt page.txt -o reviews/          writes reviews/page.review
  reviewfmt adopt pages/*.txt -o reviews/ --strict
  reviewfmt adopt page.txt -o reviews/ --min-confidence 99

A page is the text that a browser copies. Each doubt is a warning (RF601), and a comment in the
draft at its line. A page that holds several reviews becomes several drafts: page.review,
page-2.review. A file that is there already is replaced with --force alone.

Exit codes: 0 done; 1 a page that could not be adopted (with --strict, one in doubt too);
2 it could not run.""",
)
@paths_argument("PATH...")
@click.option(
    "-o",
    "--output",
    required=True,
    callback=naming("folder"),
    metavar="FOLDER",
    help="Write the drafts into this folder; it is made where there is none.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 100),
    default=LEAST * 100,
    show_default=True,
    metavar="PERCENT",
    help="Doubt a line of which the reader is less sure.",
)
@click.option("--strict", is_flag=True, help="End with 1 where anything is in doubt.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
@encoding_option
@quiet_option
def command(
    paths: tuple[str, ...],
    output: str,
    min_confidence: float,
    strict: bool,
    force: bool,
    encoding: str | None,
    quiet: bool,
) -> None:
    """Write drafts of reviews from the text of other people's pages."""
    targets = _targets(paths, output)
    written: set[str] = set()
    failed = doubted = False
    for path, stem in zip(paths, targets, strict=True):
        try:
            drafts = _drafts(path, encoding, min_confidence / 100)
            texts = [write_draft(draft) for draft in drafts]
        except ReviewError as error:
            for found in error.diagnostics:
                _report(replace(found, path=found.path or path))
            failed = True
            continue
        for draft in drafts:
            for doubt in draft.doubts:
                doubted = True
                _report(finding(doubt, path))
        for target, text in zip(_numbered(stem), texts, strict=False):
            again = target in written
            failed |= not _write(target, text, force=force and not again, quiet=quiet)
            written.add(target)
    if failed or (strict and doubted):
        raise click.exceptions.Exit(1)


def _targets(paths: tuple[str, ...], folder: str) -> list[str]:
    """Return the path of each page's draft without its suffix; two may not share one."""
    found: dict[str, str] = {}
    for path in paths:
        stem = os.path.splitext(os.path.basename(path))[0]
        target = os.path.join(folder, stem)
        if target in found:
            raise click.UsageError(f"{found[target]} and {path} would both become {target}.review")
        found[target] = path
    return list(found)


def _numbered(stem: str) -> Iterator[str]:
    yield f"{stem}.review"
    number = 2
    while True:
        yield f"{stem}-{number}.review"
        number += 1


def _drafts(path: str, encoding: str | None, least: float) -> list[Draft]:
    """Return the drafts of a page. Raises ReviewError where it holds none, or is unreadable."""
    text = decode(read(path), path, encoding)
    if text[:200].lstrip().lower().startswith(_MARKUP):
        raise _refused(path, "the page is HTML: copy its text out of a browser")
    drafts = read_page(text, least=least)
    if not drafts:
        raise _refused(path, "the page is empty")
    for draft in drafts:
        if not draft.review.title.text:
            raise _refused(path, "no review was found: no line of the page is a title")
    return drafts


def _refused(path: str, why: str) -> ReviewError:
    return ReviewError([Diagnostic("RF602", why, Span(), path=path)])


def _report(found: Diagnostic) -> None:
    place = f"{found.path}:{found.span.line}:{found.span.column}"
    kind = "error" if found.severity is Severity.ERROR else "warning"
    tell(f"{place}: {kind}: {found.code} {found.message}")


def _write(target: str, text: str, *, force: bool, quiet: bool) -> bool:
    """Write a draft whole; returns whether it is written, and says why not."""
    data = text.encode()
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        write_whole(target, data, ours=None if force else data.__eq__)
    except FileError as error:
        say(f"{error}{'; --force replaces it' if error.exists else ''}")
        return False
    except OSError as error:
        say(f"{os.path.dirname(target)}: cannot be made: {error.strerror}")
        return False
    if not quiet:
        say(f"{target} written")
    return True
