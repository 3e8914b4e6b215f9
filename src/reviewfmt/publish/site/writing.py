"""The second half of a site: several processes write the pages of reviews.

The JSON document and the pictures of a review are beside its page.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from reviewfmt.addresses import is_web
from reviewfmt.batch.fingerprint import Source
from reviewfmt.batch.output import Expected, Written, write_output
from reviewfmt.batch.pandoc_queue import write_ahead
from reviewfmt.batch.used_files import uses_of
from reviewfmt.converter.pictures.cover import CoverError, figures_of, read_picture
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.files import FileError, remove_left
from reviewfmt.model import Review
from reviewfmt.pandoc_ast.addresses import is_picture
from reviewfmt.publish.reading import Input, Opened, Reader, at, given_up
from reviewfmt.publish.site.frame import INDEX
from reviewfmt.theme import Look, ThemeError, html, needed, render

if TYPE_CHECKING:
    from reviewfmt.batch.engine import Tasks
    from reviewfmt.converter import Prepared

TEMPLATE = "site/review.html.jinja"
DATA = "review.json"

_COVER = re.compile(r'(?<=<img class="cover" src=")data:[^"]*+(?=")')


class Job(NamedTuple):
    """A page to write: its source, its folder, and its context.

    `base` is the address of the folder on the web, None if nobody says it. `folder` is the root
    of the site, and `expected` what its list says about files in the folder of the page, by their
    names there.
    """

    input: Input
    target: str
    base: str | None
    around: dict[str, Any]
    folder: str
    expected: dict[str, str | None]


class Made(NamedTuple):
    """The result of a job: the written files, by path, and the findings.

    `is_failed` tells that the page was not written; `uses` are the other files that it is made of.
    """

    job: Job
    written: tuple[tuple[str, Written], ...] = ()
    found: tuple[Diagnostic, ...] = ()
    faults: tuple[str, ...] = ()
    source: Source | None = None
    uses: tuple[list[Any], ...] = ()
    is_failed: bool = False


class _Begun(NamedTuple):
    job: Job
    opened: Opened
    found: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Writer:
    """Writes the pages of reviews: a function of a stream of jobs, for the engine."""

    reader: Reader
    look: Look
    force: bool = False

    def __call__(self, tasks: Tasks[Job]) -> Iterator[Made]:
        """Write the pages. A single pandoc writes them, a few ahead."""
        for begun, made in write_ahead(tasks, self._begin):
            if isinstance(begun, Made):
                yield begun
            elif isinstance(made, bytes):
                yield self._end(begun, made)
            elif made is not None:
                found = at(begun.job.input, made.diagnostics)
                yield Made(begun.job, found=found, is_failed=True)

    def killed(self, job: Job) -> None:
        """Clean up after a process that was killed while it worked on a job."""
        remove_left(os.path.join(job.target, INDEX))

    def lost(self, job: Job, why: str) -> Made:
        """Return what to say about a job whose process was killed."""
        return Made(job, found=(given_up(job.input.path, why),), is_failed=True)

    def _begin(self, job: Job) -> tuple[_Begun | Made, Prepared | None]:
        from reviewfmt import converter

        try:
            opened = self.reader.open(job.input)
            review = opened.review
            folder = os.path.dirname(job.input.path)
            asked: dict[str, Any] = {
                "own": opened.reading.own,
                "language": opened.language,
                "folder": folder,
            }
            counted = opened.reading.review if opened.left_out else review
            lost = (
                *opened.reading.losses,
                *converter.losses(counted, "html", **asked),
                *opened.left_out,
            )
            around = partial(
                _page,
                job=job,
                language=opened.language,
                look=self.look,
                has_data=not opened.faults,
            )
            prepared = converter.prepare(
                review, "html", **asked, look=self.look, around=around, notice=opened.notice
            )
            return _Begun(job, opened, at(job.input, lost)), prepared
        except ReviewError as error:
            return Made(job, found=at(job.input, error.diagnostics), is_failed=True), None

    def _end(self, begun: _Begun, made: bytes) -> Made:
        job, opened = begun.job, begun.opened
        review, folder = opened.review, os.path.dirname(job.input.path)
        found, faults = list(begun.found), []
        files = {} if opened.faults else {DATA: document_of(opened)}  # only valid ones have it
        for named, name in pictures_of(review).items():
            try:
                files[name] = read_picture(named, folder).data
            except CoverError as error:
                if named != unquote(
                    review.metadata.cover or ""
                ):  # a missing cover is already reported
                    message = f"a picture is not published: {error}"
                    found.append(Diagnostic("RF509", message, path=job.input.path))
        written = []
        is_failed = False
        for name, data in (*files.items(), (INDEX, made)):  # the page comes last
            path = os.path.join(job.target, *name.split("/"))
            try:
                expected = Expected(job.folder, job.expected.get(name))
                written.append((path, write_output(path, data, expected, force=self.force)))
            except FileError as error:
                faults.append(f"{error}{'; --force replaces it' if error.exists else ''}")
                is_failed = True
        uses = tuple(uses_of(folder, pictures_of(review)))
        return Made(
            job, tuple(written), tuple(found), tuple(faults), opened.source, uses, is_failed
        )


def document_of(opened: Opened) -> bytes:
    """Return the JSON document of a review."""
    from reviewfmt import converter

    made = converter.prepare(opened.review, "json", own=opened.reading.own).made
    return made or b""


def pictures_of(review: Review) -> dict[str, str]:
    """Return the pictures of a page: the spelling in the review, and the file of each."""
    found = {}
    for named in (review.metadata.cover or "", *(one.src for one in figures_of(review))):
        if named and not is_web(named) and is_picture(named):
            name = unquote(re.split("[?#]", named)[0])
            parts = name.split("/")
            plain = not name.startswith("/") and "." in parts[-1]
            if plain and not any(part in ("", ".", "..") or part.startswith(".") for part in parts):
                found[unquote(named)] = name
    return found


def page(body: str, review: Review, *, job: Job, language: str, look: Look, has_data: bool) -> str:
    """Return the page of a review within its site. Raises ThemeError for a fault of a template.

    `has_data` tells that a JSON document is beside it.
    """
    from reviewfmt.converter.variables import NAMES, Page, variables

    if job.base is not None and not review.metadata.canonical:  # only the head has it
        review = replace(review, metadata=replace(review.metadata, canonical=job.base))
    if cover := review.metadata.cover:
        name = pictures_of(review).get(unquote(cover))
        if name is not None:
            from urllib.parse import quote

            body = _COVER.sub(lambda _: quote(name), body, count=1)
    asked = needed(TEMPLATE, look) & NAMES - {"css"}  # the style sheet is a file
    given = {**variables(Page(review, body, language, look), asked), **job.around, "css": ""}
    given |= {"breadcrumbs": html(given["breadcrumbs"]), "has_data": has_data}
    return render(TEMPLATE, given, look)


def _page(body: str, review: Review, *, job: Job, **given: Any) -> str:
    """Return the page of a review as `page` does; a fault becomes a ReviewError."""
    try:
        return page(body, review, job=job, **given)
    except ThemeError as error:
        raise ReviewError([Diagnostic("RF500", str(error), path=job.input.path)]) from error
