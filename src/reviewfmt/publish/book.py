"""Makes a book of many reviews: several processes make chapters, and this one binds them."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from reviewfmt.batch.engine import run
from reviewfmt.converter import FORMATS
from reviewfmt.converter.epub.volume import Medium
from reviewfmt.converter.pictures.cover import Picture
from reviewfmt.converter.publication import UNDATED, source_date
from reviewfmt.converter.stamp import stamped, stamped_pdf
from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.publish.chapters import EPUB, HTML, Chapter, Chapters, Failed
from reviewfmt.publish.reading import Input
from reviewfmt.publish.shelf import Asked, Shelf
from reviewfmt.theme import Look

_FEW = 16
"""Fewer reviews than this are read in this process."""

_HANDED = 3
DRAFT = "draft"


class Gathered(NamedTuple):
    """The result of reading: the chapters, the files that failed, and the number of drafts.

    `is_stopped` tells that the run ended at the first file that failed.
    """

    chapters: list[Chapter]
    failed: list[Failed]
    drafts: int
    is_stopped: bool


class Spool:
    """The pictures of a book until it is bound, each once: in files, since there may be many."""

    def __init__(self, folder: str) -> None:
        """Keep the pictures in `folder`, which is empty."""
        self.folder = folder
        self.media: dict[str, Medium] = {}

    def keep(self, chapter: Chapter) -> Chapter:
        """Store the pictures of a chapter; return the chapter without their bytes."""
        empty: dict[str, Picture] = {}
        for name, picture in chapter.pictures.items():
            if name not in self.media:
                path = os.path.join(self.folder, name)
                with open(path, "wb") as file:
                    file.write(picture.data)
                self.media[name] = Medium(picture.type, partial(_read, path))
            empty[name] = replace(picture, data=b"")
        return chapter._replace(pictures=empty)


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


@contextlib.contextmanager
def spool() -> Iterator[Spool]:
    """Provide a place for pictures, which is removed at the end."""
    with tempfile.TemporaryDirectory(prefix="reviewfmt-") as folder:
        yield Spool(folder)


def gather(
    inputs: Sequence[Input],
    work: Chapters,
    place: Spool,
    jobs: int,
    shown: Callable[[Iterable[Any], int, str], Iterable[Any]],
    *,
    drafts: bool = False,
    fail_fast: bool = False,
) -> Gathered:
    """Read reviews and make their chapters; `shown` shows the progress.

    Reviews whose status is draft are left out, unless `drafts` includes them.
    """
    found = Gathered([], [], 0, False)
    results = run(work, iter(inputs), jobs, lost=work.lost, few=_FEW, handed=_HANDED)
    left_out = 0
    with contextlib.closing(results):
        for one in shown(results, len(inputs), "read"):
            if isinstance(one, Failed):
                found.failed.append(one)
                if fail_fast:
                    return found._replace(drafts=left_out, is_stopped=True)
            elif one.record.status == DRAFT and not drafts:
                left_out += 1
            else:
                found.chapters.append(place.keep(one))
    return found._replace(drafts=left_out)


def bind(
    format: str, chapters: Sequence[Chapter], asked: Asked, place: Spool, look: Look
) -> tuple[bytes, list[Diagnostic]]:
    """Return a book of one or more chapters, and its losses.

    Raises ThemeError for a fault of a template, and ReviewError if the book cannot be written.
    """
    shelf = Shelf(chapters, asked)
    used = {name for one in shelf.chapters for name in one.pictures}
    media = {name: place.media[name] for name in sorted(used)}
    if format == EPUB:
        from reviewfmt.publish.epub_book import epub

        return stamped(epub(shelf, media, look), FORMATS[EPUB]), []
    if format == HTML:
        from reviewfmt.publish.long_page import page

        return stamped(page(shelf, media, look), FORMATS[HTML]), []
    from reviewfmt.publish.paper import pdf

    made, lost = pdf(shelf, media, place.folder)
    return stamped_pdf(made), lost


def findings(chapters: Sequence[Chapter], format: str) -> list[Diagnostic]:
    """Return what there is to report of the reviews of a book together."""
    found = []
    for one, other in Shelf(chapters).twins():
        message = f"{other.input.path} is a review of the same season; both are in the book"
        help_ = "leave one of them out, or correct its season, unless both are meant"
        found.append(_warning("RF512", message, help_, one.input.path))
    is_dated = source_date() is not None or any(one.record.published for one in chapters)
    if format == EPUB and not is_dated:
        message = f"no review has a date, and epub must say when it was changed: {UNDATED}"
        help_ = "add lines such as Published: 2024-04-11, or set SOURCE_DATE_EPOCH"
        found.append(_warning("RF511", message, help_, chapters[0].input.path))
    return found


def _warning(code: str, message: str, help_: str, path: str) -> Diagnostic:
    return Diagnostic(code, message, severity=Severity.WARNING, help=help_, path=path)
