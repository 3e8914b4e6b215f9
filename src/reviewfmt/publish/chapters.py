"""Makes the chapters of a book: several processes read and write the reviews."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from reviewfmt.batch.pandoc_queue import write_ahead
from reviewfmt.converter.editions.edition import UpTo, edition_of
from reviewfmt.converter.editions.edition import told as left_out
from reviewfmt.converter.pictures.cover import CoverError, Picture
from reviewfmt.converter.pictures.shrinking import is_sound, smaller
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.model import Review
from reviewfmt.pandoc_ast import COVER
from reviewfmt.publish.reading import Input, Opened, Reader, at, given_up, text_of
from reviewfmt.publish.site.records import Record, record_of

if TYPE_CHECKING:
    from reviewfmt.batch.engine import Tasks
    from reviewfmt.converter import Prepared

EPUB, HTML, PDF = "epub", "html", "pdf"
FORMATS = (EPUB, HTML, PDF)
"""The formats of books."""

COVER_ROOM = {EPUB: (600, 900), HTML: (400, 600), PDF: (600, 900)}
PICTURE_ROOM = (1600, 1600)
"""The largest width and height of pictures in a book, in pixels."""


class Chapter(NamedTuple):
    """A chapter of a book.

    `body` is its HTML, and `digest` the digest of its content. `pictures` are the pictures in the
    body, and `cover` is the name of its cover among them. `is_said` tells that all of them have an
    alternative text. `data` is what the format needs in addition; `found` are the findings.
    """

    input: Input
    record: Record
    digest: str
    body: str
    licence: str | None
    pictures: Mapping[str, Picture]
    cover: str | None
    is_said: bool
    data: Any
    found: tuple[Diagnostic, ...]


class Failed(NamedTuple):
    """A review that failed, with its findings; `text` is the text that they point into."""

    input: Input
    found: tuple[Diagnostic, ...]
    text: str = ""


@dataclass(frozen=True)
class Chapters:
    """Makes chapters in a format: a function of a stream of inputs, for the engine.

    `upto` is how far the reader of the book has seen; what would spoil the rest is left out.
    """

    reader: Reader
    format: str
    upto: UpTo | None = None

    def __call__(self, tasks: Tasks[Input]) -> Iterator[Chapter | Failed]:
        """Make the chapters. A single pandoc writes them, a few ahead."""
        for begun, made in write_ahead(tasks, self._begin):
            if isinstance(begun, Failed):
                yield begun
            elif isinstance(made, ReviewError):
                yield Failed(begun.input, at(begun.input, made.diagnostics))
            else:
                yield begun._replace(body="" if made is None else made.decode())

    def lost(self, task: Input, why: str) -> Failed:
        """Return what to say about a file whose process was killed."""
        return Failed(task, (given_up(task.path, why),))

    def _begin(self, task: Input) -> tuple[Chapter | Failed, Prepared | None]:
        try:
            return self._chapter(task, self.reader.open(task))
        except ReviewError as error:
            return Failed(task, at(task, error.diagnostics), text_of(task.path)), None

    def _chapter(self, task: Input, opened: Opened) -> tuple[Chapter, Prepared | None]:
        from reviewfmt.converter import losses, prepare
        from reviewfmt.converter.book import all_said
        from reviewfmt.converter.publication import content_of

        review, language = opened.review, opened.language
        notice, told = "", []
        if self.upto is not None:
            edition = edition_of(review, self.upto, language)
            review, notice = edition.review, edition.notice
            told = left_out(edition, self.format)
        asked: dict[str, Any] = {"language": language, "folder": os.path.dirname(task.path)}
        lost = losses(review, EPUB, **asked, name=self.format)
        lost = [one for one in lost if one.code not in _OF_WHOLE_BOOKS]
        names: dict[str, str] = {}
        prepared = prepare(
            review,
            EPUB,
            **asked,
            around=lambda body, _: self._body(body.strip("\n"), names),
            notice=notice,
        )
        held: dict[str, Picture] = {}
        for name, picture in prepared.pictures.items():
            room = COVER_ROOM[self.format] if name == COVER else PICTURE_ROOM
            try:
                picture = smaller(picture, *room)
            except CoverError as error:
                message = f"a picture is not made smaller: {error}"
                lost.append(Diagnostic("RF509", message, severity=Severity.WARNING))
            if self.format == PDF and not is_sound(picture):
                message = f"a picture is not embedded in {PDF}: it is damaged"
                lost.append(Diagnostic("RF509", message, severity=Severity.WARNING))
                continue
            names[name] = _name_of(picture)
            held[names[name]] = picture
        found = at(task, (*opened.faults, *opened.reading.losses, *lost, *told))
        chapter = Chapter(
            task,
            record_of(review, language)._replace(text="", parts=()),
            hashlib.sha256(content_of(review).encode()).hexdigest(),
            "",
            review.metadata.licence,
            held,
            names.get(COVER),
            all_said(review),
            self._data(review, language, notice, names, asked["folder"]),
            found,
        )
        return chapter, None if self.format == PDF else prepared

    def _body(self, body: str, names: Mapping[str, str]) -> str:
        body = _renamed(body, names)
        return lowered(body) if self.format == HTML else body

    def _data(
        self, review: Review, language: str, notice: str, names: Mapping[str, str], folder: str
    ) -> Any:
        if self.format == HTML:
            from reviewfmt.converter.structured import structured_data

            return structured_data(review, language)
        if self.format == PDF:
            from reviewfmt.publish.paper_data import data_of, named_pictures

            pictures = named_pictures(review, folder, names)
            return data_of(review, language, notice, pictures, names.get(COVER))
        return None


_OF_WHOLE_BOOKS = frozenset(("RF511",))
"""The codes of findings about a book of one review, which do not apply to a chapter."""

_SOURCE = re.compile(r'(?<= src=")(?:\.\./media/)?([^"<>]*+)(?=")')


def _renamed(body: str, names: Mapping[str, str]) -> str:
    """Return a chapter whose pictures have their names in the book."""
    if not names:
        return body

    def said(found: re.Match[str]) -> str:
        name = names.get(unescape(found[1]))
        return found[0] if name is None else f"../media/{name}"

    return _TAG.sub(lambda tag: _SOURCE.sub(said, tag[0]), body)


_TAG = re.compile(r"<img\b[^<>]*+>")


HERE = "\x00"
"""What is in a body for the name of its chapter, where that begins an id: no text has it."""

_OPENING = re.compile(r"<[a-zA-Z][^<>]*+>")
_HEADING = re.compile(r"(</?h)([1-5])\b")
_IDS = re.compile(r'(?P<name> (?:id|aria-labelledby)="| href="#)(?P<ids>[^"]++)(?=")')


def lowered(body: str) -> str:
    """Return a body for a page that it shares with others.

    Its headings are one level lower, and its ids begin with `HERE` and a hyphen.
    """
    body = _HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 1}", body)
    return _OPENING.sub(lambda tag: _IDS.sub(_apart, tag[0]) if "=" in tag[0] else tag[0], body)


def _apart(found: re.Match[str]) -> str:
    ids = " ".join(f"{HERE}-{one}" for one in found["ids"].split())
    return f"{found['name']}{ids}"


def _name_of(picture: Picture) -> str:
    """Return the name of a picture in a book; equal bytes have equal names."""
    return f"p{hashlib.sha256(picture.data).hexdigest()[:20]}.{picture.suffix}"
