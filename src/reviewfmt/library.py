"""The calls of the library that put steps together: files, formats, and the whole of a review.

`reviewfmt` itself names them all (docs/library.md).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, overload

if TYPE_CHECKING:
    from reviewfmt.converter import Reading
    from reviewfmt.converter.edition import UpTo
    from reviewfmt.diagnostic import Diagnostic
    from reviewfmt.model import Review
    from reviewfmt.syntax.words import Words
    from reviewfmt.theme import Look

Source: TypeAlias = "str | bytes | Review"
TextFormat: TypeAlias = Literal[
    "review",
    "json",
    "markdown",
    "html",
    "latex",
    "typst",
    "rst",
    "asciidoc",
    "docbook",
    "org",
    "rtf",
    "man",
    "plain",
    "mediawiki",
]
"""The formats that `convert` returns as a str."""

BinaryFormat: TypeAlias = Literal["epub", "docx", "odt"]
"""The formats that `convert` returns as bytes."""

_TEXT = "review"


class Converted(NamedTuple):
    """What a conversion gives: the document, and a warning for each thing that it lacks.

    `data` is a str, or bytes for a binary format. The losses are those of reading (RF506, RF507)
    and of writing (RF503 to RF509).
    """

    data: str | bytes
    losses: tuple[Diagnostic, ...]


# -- a review and its text --------------------------------------------------------------------


def loads(text: str) -> Review:
    """Return the review that a text says.

    Raises ReviewError, which holds every diagnostic, where there is an error among them, and
    TypeError for what is no text.
    """
    from reviewfmt.diagnostic import ReviewError, Severity
    from reviewfmt.parser import parse

    parsed = parse(text)
    if any(found.severity is Severity.ERROR for found in parsed.diagnostics):
        raise ReviewError(parsed.diagnostics)
    return parsed.review


def dumps(review: Review) -> str:
    """Return the canonical text of a review, which reads as an equal one (spec, "Canonical form").

    Raises ReviewError with the reasons where `validate` does not accept the review.
    """
    from reviewfmt.writer import dumps as written

    _accept(review)
    return written(review)


def format(
    text: str,
    *,
    strip_boilerplate: bool = False,
    line_ending: Literal["keep", "lf", "crlf"] = "keep",
) -> str:
    """Return the canonical form of a text: each comment and line of boilerplate in its place.

    The line ends stay as they are unless `line_ending` names others; `strip_boilerplate` leaves
    boilerplate out. Raises ReviewError where the text has errors.
    """
    from reviewfmt.writer import format_text

    return format_text(text, strip_boilerplate=strip_boilerplate, line_ending=line_ending)


def validate(review: Review) -> list[Diagnostic]:
    """Return what keeps a review from being a valid one; nothing where it is valid.

    The schema of the JSON document is asked, and the stated constraints (spec, "JSON"). Raises
    TypeError for what is no review.
    """
    from reviewfmt.document import validate as faults
    from reviewfmt.model import Review

    if not isinstance(review, Review):
        raise TypeError(f"a review is asked for, found {type(review).__name__}")
    return faults(review)


def _accept(review: Review) -> None:
    from reviewfmt.diagnostic import ReviewError

    found = validate(review)
    if found:
        raise ReviewError(found)


# -- files ------------------------------------------------------------------------------------


def load(path: str | os.PathLike[str]) -> Review:
    """Read a review from a file, in the format that its suffix names, such as `.json` or `.epub`.

    A file whose suffix names no format holds the text of a review. Text is UTF-8, or UTF-16 with
    a byte order mark. Raises ReviewError, its diagnostics with the path on them, and OSError as
    `open` does, for what is no regular file and for more than 16 MiB.
    """
    from reviewfmt.diagnostic import ReviewError
    from reviewfmt.files import read_file
    from reviewfmt.source import decode

    name = os.fspath(path)
    data = read_file(name)
    suffix = os.path.splitext(name)[1].lower()
    if suffix not in _AS_TEXT:
        form = _format_of(suffix)
        if form not in (None, _TEXT):
            return read_source(data, str(form), name).review
    try:
        text = decode(data)
        del data  # a large file is held once, not twice, while it is read
        return loads(text)
    except ReviewError as error:
        raise ReviewError(_at(name, error.diagnostics)) from None


def read_source(
    data: bytes,
    format: str,
    path: str | None = None,
    *,
    limit: int | None = None,
    words: Words | None = None,
) -> Reading:
    """Return the review that `data` holds in `format`, and what of it found no place.

    A page of another site is read by the reader of pages, where its format is `page`, or where it
    is HTML that is no review by its own structure. Takes and raises what
    `converter.read_document` does.
    """
    if format in ("html", "page"):
        from reviewfmt.pages.documents import read_document

        return read_document(data, format, path, limit=limit, words=words)
    from reviewfmt.converter import read_document as read_exactly

    return read_exactly(data, format, path, limit=limit, words=words)


_AS_TEXT = frozenset(("", ".review", ".txt"))
"""The usual suffixes: they need no look at the formats, which costs time."""


def dump(review: Review, path: str | os.PathLike[str]) -> None:
    """Write a review to a file, in the format that its suffix names: whole, or not at all.

    Raises ReviewError with the reasons where `validate` does not accept the review, ValueError
    for a suffix that names no format, and OSError as `open` does.
    """
    from reviewfmt.files import write_file

    name = os.fspath(path)
    suffix = os.path.splitext(name)[1].lower()
    if suffix in _AS_TEXT:
        data = dumps(review).encode()
    else:
        from reviewfmt.converter import FORMATS, write

        form = _format_of(suffix)
        if form is None:
            known = ", ".join(one for row in FORMATS.values() for one in row.suffixes)
            raise ValueError(f"no format goes by the suffix {suffix!r}; known are {known}")
        _accept(review)
        data = write(review, form)
    write_file(name, data)


def _format_of(suffix: str) -> str | None:
    from reviewfmt.converter import FORMATS

    return next((row.name for row in FORMATS.values() if suffix in row.suffixes), None)


def _at(path: str, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [replace(one, path=path) for one in found]


# -- other formats ----------------------------------------------------------------------------


def to_json(review: Review) -> dict[str, object]:
    """Return the JSON document of a review, as data for `json.dumps` (spec, "JSON")."""
    from reviewfmt.document import to_data

    return to_data(review)


def from_json(data: Mapping[str, Any] | str) -> Review:
    """Return the review that a JSON document says: data as `json.loads` gives it, or its text.

    Raises ReviewError: RF201 for what is no JSON, RF202 for another version, RF203 for each place
    that is against the schema or a stated constraint (spec, "JSON").
    """
    from reviewfmt.document import from_data, read_json

    return read_json(data) if isinstance(data, str) else from_data(data)


@overload
def convert(
    source: Source,
    to: TextFormat = ...,
    from_: str = ...,
    *,
    profile: str | None = ...,
    language: str | None = ...,
    folder: str | os.PathLike[str] | None = ...,
    theme: str | None = ...,
    css: Sequence[str | os.PathLike[str]] = ...,
    template: str | os.PathLike[str] | None = ...,
    seen: str | None = ...,
) -> str: ...
@overload
def convert(
    source: Source,
    to: BinaryFormat,
    from_: str = ...,
    *,
    profile: str | None = ...,
    language: str | None = ...,
    folder: str | os.PathLike[str] | None = ...,
    theme: str | None = ...,
    css: Sequence[str | os.PathLike[str]] = ...,
    template: str | os.PathLike[str] | None = ...,
    seen: str | None = ...,
) -> bytes: ...
@overload
def convert(
    source: Source,
    to: str,
    from_: str = ...,
    *,
    profile: str | None = ...,
    language: str | None = ...,
    folder: str | os.PathLike[str] | None = ...,
    theme: str | None = ...,
    css: Sequence[str | os.PathLike[str]] = ...,
    template: str | os.PathLike[str] | None = ...,
    seen: str | None = ...,
) -> str | bytes: ...
def convert(
    source: Source,
    to: str = "html",
    from_: str = _TEXT,
    *,
    profile: str | None = None,
    language: str | None = None,
    folder: str | os.PathLike[str] | None = None,
    theme: str | None = None,
    css: Sequence[str | os.PathLike[str]] = (),
    template: str | os.PathLike[str] | None = None,
    seen: str | None = None,
) -> str | bytes:
    """Convert a document, given as its text or bytes, or a review, to the format `to`.

    `profile` names the program whose front matter Markdown has: hugo, jekyll, eleventy or
    obsidian. `language` is the tag that a page or a book names where the review names none.
    `folder` is the one that the review stands in: a book finds its cover there, and a book, a
    docx and an odt the pictures of the text; without it none is read.

    `theme`, `css` and `template` say how a page or a book looks: the name of a built-in theme, the
    paths of style sheets, and the path of a template, or of a folder of templates. `seen` makes
    an edition for a reader who has seen episodes up to that one: "5", or "S2E5".

    Returns text, or bytes for a binary format such as "epub". Raises ReviewError where the
    source does not read or cannot be written, and ValueError for a format or a profile that is
    not known, a profile of a format that has no front matter, a language that is no tag, a look
    or an edition that cannot be used, or that the format does not have.
    """
    return convert_with_losses(
        source,
        to,
        from_,
        profile=profile,
        language=language,
        folder=folder,
        theme=theme,
        css=css,
        template=template,
        seen=seen,
    ).data


def convert_with_losses(
    source: Source,
    to: str = "html",
    from_: str = _TEXT,
    *,
    profile: str | None = None,
    language: str | None = None,
    folder: str | os.PathLike[str] | None = None,
    theme: str | None = None,
    css: Sequence[str | os.PathLike[str]] = (),
    template: str | os.PathLike[str] | None = None,
    seen: str | None = None,
) -> Converted:
    """Convert as `convert` does, and report what the source has and the outcome lacks."""
    from reviewfmt.converter import FORMATS, SOURCES, losses, write
    from reviewfmt.model import Review

    for name, table in ((to, FORMATS), (from_, {**FORMATS, **SOURCES})):
        if name not in table:
            raise ValueError(f'unknown format "{name}"; known are {", ".join(table)}')
    _refuse_options(to, profile, language)
    look = _look(to, theme, css, template)
    upto = None if seen is None else _up_to(to, seen)
    lost: tuple[Diagnostic, ...] = ()
    own = None
    if isinstance(source, Review):
        _accept(source)
        review = source
    else:
        reading = read_source(source.encode() if isinstance(source, str) else source, from_)
        review, lost, own = reading.review, reading.losses, reading.own
    within = None if folder is None else os.fspath(folder)
    shown, notice = review, ""
    if upto is not None:
        from reviewfmt.converter.edition import seen as edition_of
        from reviewfmt.converter.edition import told

        edition = edition_of(review, upto, language)
        shown, notice = edition.review, edition.notice
        lost = (*lost, *told(edition, to))
    data = write(
        shown,
        to,
        own=own,
        language=language,
        folder=within,
        profile=profile,
        look=look,
        notice=notice,
    )
    whole = replace(shown, boilerplate=review.boilerplate, comments=review.comments)
    lost = (*lost, *losses(whole, to, own, language=language, folder=within))
    return Converted(data if FORMATS[to].binary else data.decode(), lost)


def _look(
    to: str,
    theme: str | None,
    css: Sequence[str | os.PathLike[str]],
    template: str | os.PathLike[str] | None,
) -> Look:
    from reviewfmt.theme import DEFAULT, load

    if theme is None and not css and template is None:
        return DEFAULT
    if to not in ("html", "epub") or (template is not None and to != "html"):
        what = "a theme is for html and epub" if template is None else "a template is for html"
        raise ValueError(f'{what}, found "{to}"')
    from reviewfmt.converter.trial import tried

    path = None if template is None else os.fspath(template)
    look = load(theme, [os.fspath(one) for one in css], path)
    tried(look)
    return look


def _up_to(to: str, seen: str) -> UpTo:
    from reviewfmt.converter import FORMATS
    from reviewfmt.converter.edition import up_to

    if FORMATS[to].text:
        raise ValueError(f'editions are published, and "{to}" holds whole reviews alone')
    return up_to(seen)


def _refuse_options(to: str, profile: str | None, language: str | None) -> None:
    from reviewfmt.characters import LANGUAGE_TAG
    from reviewfmt.converter import FORMATS
    from reviewfmt.converter.profiles import PROFILES

    if profile is not None:
        if profile not in PROFILES:
            raise ValueError(f'unknown profile "{profile}"; known are {", ".join(PROFILES)}')
        if not FORMATS[to].shape.front_matter:
            raise ValueError(f'"{to}" has no front matter, and so no profile "{profile}"')
    if language is not None and not LANGUAGE_TAG.fullmatch(language):
        raise ValueError(f'"{language}" is no language; a tag is asked for, such as en or pt-BR')
