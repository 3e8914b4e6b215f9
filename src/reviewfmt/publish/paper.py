"""A book on paper: a PDF, which typst makes from the reviews.

Typst gets the values as JSON, and `templates/book.typ` lays them out: no text of a review is ever
parsed as markup.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reviewfmt.assets import asset
from reviewfmt.pandoc_ast.printed import printed
from reviewfmt.publish.paper_data import Data, tag_of
from reviewfmt.syntax.words import built_in

if TYPE_CHECKING:
    from reviewfmt.converter.epub.volume import Medium
    from reviewfmt.diagnostic import Diagnostic
    from reviewfmt.publish.shelf import Shelf

TEMPLATE = "templates/book.typ"
"""The asset with the layout of a book."""


def pdf(shelf: Shelf, media: Mapping[str, Medium], folder: str) -> tuple[bytes, list[Diagnostic]]:
    """Return the book of a shelf as PDF, and its losses.

    `folder` is the folder in which it is made; it has only the pictures. The book is PDF/UA, which
    is accessible, if there are fonts for all of its text.
    """
    for name, data in (
        ("book.json", json.dumps(_book(shelf), ensure_ascii=False).encode()),
        ("book.typ", asset(TEMPLATE).read_bytes()),
        *((name, medium.data()) for name, medium in media.items()),
    ):
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            with open(path, "wb") as file:
                file.write(data)
    return _compiled(os.path.join(folder, "book.typ"), folder)


def _compiled(main: str, folder: str) -> tuple[bytes, list[Diagnostic]]:
    """Return the output of typst for a file in a folder, and its messages on missing fonts."""
    import typst

    from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity

    try:
        return typst.compile(main, root=folder, format="pdf", pdf_standards="ua-1"), []
    except typst.TypstError as error:
        why = str(error)
    try:
        made = typst.compile(main, root=folder, format="pdf")
    except typst.TypstError as error:
        told = f"the PDF cannot be made: {str(error).splitlines()[0]}"
        raise ReviewError([Diagnostic("RF500", told)]) from None
    message, help_ = f"the PDF cannot be read aloud as PDF/UA: {why.splitlines()[0]}", None
    if text := why.partition("text `")[2].partition("`")[0]:
        message = f"the PDF has signs that no font here can show, such as {text}"
        help_ = "install fonts for its languages, such as the Noto fonts"
    return made, [Diagnostic("RF514", message, severity=Severity.WARNING, help=help_)]


def _book(shelf: Shelf) -> Data:
    language = shelf.language
    words = ("contents", "works_index", "comparison", "verdict", "mean", "title")
    return {
        **tag_of(language),
        "title": shelf.title,
        "authors": list(shelf.authors),
        "byline": shelf.byline,
        "years": shelf.years,
        "date": None if shelf.published is None else _parts(str(shelf.published)),
        "count": built_in()
        .printed(language, "site")["count"]
        .replace("…", str(len(shelf.chapters))),
        "words": {key: printed(language, key) for key in words},
        "subjects": list(shelf.subjects),
        "shares": list(shelf.shares),
        "chapters": [
            {**one.data, "name": label.name, "season": label.season}
            for one, label in zip(shelf.chapters, shelf.labels, strict=True)
        ],
        "compared": _compared(shelf),
        "works": [
            {
                "name": work.name,
                "tag": tag_of(work.language),
                "reviews": [
                    {
                        "at": at,
                        "name": shelf.labels[at].name,
                        "season": shelf.labels[at].season,
                        "mean": mark.text if (mark := shelf.records[at].mean) else "–",
                        "verdict": mark.text if (mark := shelf.records[at].verdict) else "–",
                        "share": mark.share if mark else None,
                    }
                    for at in work.places
                ],
            }
            for work in shelf.works
        ],
    }


def _compared(shelf: Shelf) -> list[Data]:
    """Return the works with their verdicts, the best first."""
    found = []
    for work in shelf.works:
        marks = [mark for at in work.places if (mark := shelf.records[at].verdict) is not None]
        if marks:
            best = max(mark.share for mark in marks)
            said = " · ".join(mark.text for mark in marks[:3]) + (" …" if marks[3:] else "")
            row = {"name": work.name, "tag": tag_of(work.language), "share": best, "text": said}
            found.append(row)
    return sorted(found, key=lambda one: -float(one["share"]))


def _parts(day: str) -> list[int]:
    return [int(one) for one in day.split("-")]
