"""The functions of the library for files, formats and whole reviews.

The package `reviewfmt` exports all of them (docs/library.md).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, overload

if TYPE_CHECKING:
    from reviewfmt.converter.editions.edition import UpTo
    from reviewfmt.diagnostic import Diagnostic
    from reviewfmt.model import Review
    from reviewfmt.theme import Look

Source: TypeAlias = "str | bytes | Review"
Paths: TypeAlias = "str | os.PathLike[str] | Sequence[str | os.PathLike[str]]"
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
    """The result of a conversion: the document, and a warning for each loss.

    `data` is a str, or bytes for a binary format. The losses are those of reading (RF506, RF507)
    and of writing (RF503 to RF509).
    """

    data: str | bytes
    losses: tuple[Diagnostic, ...]


# -- a review and its text --------------------------------------------------------------------


def loads(text: str) -> Review:
    """Return the review of a text.

    Raises ReviewError with all diagnostics if one of them is an error, and TypeError if `text` is
    not a str.
    """
    from reviewfmt.diagnostic import ReviewError, Severity
    from reviewfmt.parser import parse

    parsed = parse(text)
    if any(found.severity is Severity.ERROR for found in parsed.diagnostics):
        raise ReviewError(parsed.diagnostics)
    return parsed.review


def dumps(review: Review) -> str:
    """Return the canonical text of a review, which reads as an equal one (spec, "Canonical form").

    Raises ReviewError with the findings of `validate` if the review is invalid.
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
    """Return the canonical form of a text, with comments and boilerplate in their places.

    Line ends stay as they are, unless `line_ending` names others. `strip_boilerplate` leaves the
    boilerplate out. Raises ReviewError if the text has errors.
    """
    from reviewfmt.writer import format_text

    return format_text(text, strip_boilerplate=strip_boilerplate, line_ending=line_ending)


def validate(review: Review) -> list[Diagnostic]:
    """Return what makes a review invalid; an empty list if it is valid.

    The review is checked against the schema of the JSON document and against the constraints (spec,
    "JSON"). Raises TypeError if `review` is not a review.
    """
    from reviewfmt.document import validate as faults
    from reviewfmt.model import Review

    if not isinstance(review, Review):
        raise TypeError(f"expected a review, found {type(review).__name__}")
    return faults(review)


def _accept(review: Review) -> None:
    from reviewfmt.diagnostic import ReviewError

    found = validate(review)
    if found:
        raise ReviewError(found)


# -- files ------------------------------------------------------------------------------------


def load(path: str | os.PathLike[str]) -> Review:
    """Read a review from a file, in the format that its suffix names, such as `.json` or `.epub`.

    If the suffix names no format, the file is read as the text of a review. Text is UTF-8, or
    UTF-16 with a byte order mark. Raises ReviewError; its diagnostics name the path. Raises OSError
    as `open` does, for a path that is not a regular file, and for more than 16 MiB.
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
            from reviewfmt.reading import read_source

            return read_source(data, str(form), name).review
    try:
        text = decode(data)
        del data  # a large file is held once, not twice, while it is read
        return loads(text)
    except ReviewError as error:
        raise ReviewError(_at(name, error.diagnostics)) from None


_AS_TEXT = frozenset(("", ".review", ".txt"))
"""The usual suffixes; for them the formats need not be imported, which saves time."""


def dump(review: Review, path: str | os.PathLike[str]) -> None:
    """Write a review to a file, in the format that its suffix names: as a whole, or not at all.

    Raises ReviewError with the findings of `validate` if the review is invalid, ValueError for a
    suffix that names no format, and OSError as `open` does.
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
            raise ValueError(f"no format has the suffix {suffix!r}; known are {known}")
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
    """Return the review of a JSON document, given as its text or as data from `json.loads`.

    Raises ReviewError: RF201 for a text that is not JSON, RF202 for another version, RF203 for each
    violation of the schema or of the constraints (spec, "JSON").
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
    css: Paths = ...,
    template: str | os.PathLike[str] | None = ...,
    seen: str | int | None = ...,
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
    css: Paths = ...,
    template: str | os.PathLike[str] | None = ...,
    seen: str | int | None = ...,
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
    css: Paths = ...,
    template: str | os.PathLike[str] | None = ...,
    seen: str | int | None = ...,
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
    css: Paths = (),
    template: str | os.PathLike[str] | None = None,
    seen: str | int | None = None,
) -> str | bytes:
    """Convert a document, given as its text or bytes, or a review, to the format `to`.

    `profile` selects the front matter of Markdown: hugo, jekyll, eleventy or obsidian. `language`
    is the language tag of a page or a book if the review names none. `folder` is the folder of the
    review: books, docx and odt read the cover and the pictures from it; without it they read none.

    `theme`, `css` and `template` set the look of a page or a book: the name of a built-in theme,
    the path of a style sheet or a list of them, and the path of a template or of a folder of
    templates. `seen` makes an edition for readers who have seen the episodes up to this one: 5, or
    "S2E5".

    Returns a str, or bytes for a binary format such as "epub". Raises ReviewError if the source has
    errors or cannot be written. Raises ValueError for an unknown format or profile, a profile of a
    format without front matter, an invalid language tag, and a look or an edition that is invalid
    or not available in the format. Raises TypeError if `source` is of another type.
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
    css: Paths = (),
    template: str | os.PathLike[str] | None = None,
    seen: str | int | None = None,
) -> Converted:
    """Convert as `convert` does, and return the losses too."""
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
        from reviewfmt.reading import read_source

        if not isinstance(source, str | bytes):
            raise TypeError(f"expected a str, bytes or a review, found {type(source).__name__}")
        reading = read_source(source.encode() if isinstance(source, str) else source, from_)
        review, lost, own = reading.review, reading.losses, reading.own
    within = None if folder is None else os.fspath(folder)
    shown, notice = review, ""
    if upto is not None:
        from reviewfmt.converter.editions.edition import edition_of, told

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
    css: Paths,
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
    sheets = [css] if isinstance(css, str | os.PathLike) else css
    look = load(theme, [os.fspath(one) for one in sheets], path)
    tried(look)
    return look


def _up_to(to: str, seen: str | int) -> UpTo:
    from reviewfmt.converter import FORMATS
    from reviewfmt.converter.editions.edition import up_to

    if FORMATS[to].text:
        raise ValueError(
            f'an edition needs a format for readers, such as html or epub, and not "{to}"'
        )
    return up_to(str(seen))


def _refuse_options(to: str, profile: str | None, language: str | None) -> None:
    from reviewfmt.characters import LANGUAGE_TAG
    from reviewfmt.converter import FORMATS
    from reviewfmt.converter.markdown.profiles import PROFILES

    if profile is not None:
        if profile not in PROFILES:
            raise ValueError(f'unknown profile "{profile}"; known are {", ".join(PROFILES)}')
        if not FORMATS[to].shape.front_matter:
            raise ValueError(f'"{to}" has no front matter, and so no profile "{profile}"')
    if language is not None and not LANGUAGE_TAG.fullmatch(language):
        raise ValueError(f'"{language}" is not a language, expected a tag such as en or pt-BR')
