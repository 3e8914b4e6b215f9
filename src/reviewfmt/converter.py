"""The formats a review converts from and to, and what a conversion cannot carry.

`FORMATS` is the whole list; a format is a row of it. What pandoc writes, it writes from the
structure that `pandoc_ast` makes, with this project's own templates, and with nothing of the
machine in it: the same review gives the same bytes (spec, "Publishing").
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from reviewfmt.assets import asset
from reviewfmt.characters import CONTROL, tidy
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.model import Review
from reviewfmt.pandoc_ast import (
    ARTICLE,
    BARE,
    FRONT_MATTER,
    PAGE,
    Inlines,
    Shape,
    is_right_to_left,
    to_pandoc,
    words,
)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the suffixes it goes by (the first is written), and how it is written.

    `writer` is pandoc's name for it, with its extensions, and `options` what pandoc is told
    besides; None where no pandoc is needed. `{templates}` stands for the folder of templates.
    """

    name: str
    suffixes: tuple[str, ...]
    reads: bool = False
    writes: bool = True
    binary: bool = False
    writer: str | None = None
    shape: Shape = ARTICLE
    options: tuple[str, ...] = ()


def _guarded(writer: str, sign: str, opening: str) -> Callable[[str], Inlines]:
    """Text whose first word `writer` would let begin a list, a directive or a heading.

    `opening` matches such a word; `sign` before it keeps it a word.
    """
    opens = re.compile(opening).match

    def text(line: str) -> Inlines:
        guard = [{"t": "RawInline", "c": [writer, sign]}] if opens(line) else []
        return [*guard, *words(line)]

    return text


_RST = _guarded("rst", "\\", r"[-+.:(#\[]|\w+[.)] ")
_MEDIAWIKI = _guarded("mediawiki", "<nowiki/>", r"[#*:;=]")

_PAGE = ("--template={templates}/review.html",)
_BOOK = (
    "--template={templates}/epub.html",
    "--css={templates}/review.css",
    "--epub-title-page=false",
    "--split-level=1",
    "--toc-depth=2",
)
_MARKDOWN = "commonmark+yaml_metadata_block+pipe_tables"

FORMATS: dict[str, Format] = {
    row.name: row
    for row in (
        Format("review", (".review", ".txt"), reads=True),
        Format("json", (".json",), reads=True),
        Format("markdown", (".md", ".markdown"), writer=_MARKDOWN, shape=FRONT_MATTER),
        Format("html", (".html", ".htm", ".xhtml"), writer="html5", shape=PAGE, options=_PAGE),
        Format("epub", (".epub",), binary=True, writer="epub3", shape=PAGE, options=_BOOK),
        Format("docx", (".docx",), binary=True, writer="docx"),
        Format("odt", (".odt",), binary=True, writer="odt"),
        Format("latex", (".tex", ".latex"), writer="latex-smart"),
        Format("typst", (".typ",), writer="typst-smart"),
        Format("rst", (".rst",), writer="rst", shape=replace(ARTICLE, text=_RST)),
        Format("asciidoc", (".adoc", ".asciidoc"), writer="asciidoc"),
        Format("docbook", (".dbk", ".docbook"), writer="docbook5"),
        Format("jats", (".jats",), writer="jats_articleauthoring"),
        Format("org", (".org",), writer="org-smart"),
        Format("rtf", (".rtf",), writer="rtf"),
        Format("man", (".man",), writer="man"),
        Format("plain", (".plain",), writer="plain"),
        Format("context", (".ctx",), writer="context-smart"),
        Format("texinfo", (".texi", ".texinfo"), writer="texinfo"),
        Format("fb2", (".fb2",), writer="fb2"),
        Format(
            "mediawiki",
            (".mediawiki", ".wiki"),
            writer="mediawiki",
            shape=replace(BARE, text=_MEDIAWIKI),
        ),
        Format("dokuwiki", (".dokuwiki",), writer="dokuwiki", shape=BARE),
    )
}
"""Every format by its name."""


def read(data: bytes, format: str, path: str | None = None) -> Review:
    """Return the review that `data` holds in `format`; `path` names it in what is found.

    Raises ReviewError with every finding when it holds none, or when `format` is not read.
    """
    from reviewfmt.source import decode

    row = _row(format)
    if not row.reads:
        readable = ", ".join(each.name for each in FORMATS.values() if each.reads)
        raise _error("RF500", f"{format} is written only, expected one of {readable}")
    text = decode(data, path)
    if format == "json":
        from reviewfmt.document import read_json

        return read_json(text, path)
    from reviewfmt.parser import parse

    parsed = parse(text)
    found = tuple(replace(each, path=path) for each in parsed.diagnostics)
    if any(each.severity is Severity.ERROR for each in found):
        raise ReviewError(found)
    return parsed.review


def write(review: Review, format: str, *, metadata: Mapping[str, str] | None = None) -> bytes:
    """Return the valid `review` in `format`: UTF-8 with LF, or the bytes of a binary format.

    `metadata` overrides fields (see `with_metadata`). The bytes depend on nothing but the
    arguments and SOURCE_DATE_EPOCH, the date written where a format wants one; without it that is
    the day of publication, or else 1980-01-01. Raises ReviewError: RF500 for a request that no
    format can meet, RF501 when pandoc could not be run, RF502 when it failed.
    """
    row = _row(format)
    if metadata:
        review = with_metadata(review, metadata)
    if row.name == "review":
        from reviewfmt.printer import print_review

        return print_review(review).encode()
    if row.name == "json":
        from reviewfmt.document import write_json

        return write_json(review).encode()
    document = to_pandoc(review, row.shape)
    if row.name == "epub":
        document["meta"] |= _package(review)
    return _pandoc(row, document, _epoch(review.metadata.published))


def losses(review: Review, format: str) -> list[Diagnostic]:
    """Return a warning for each kind of thing in `review` that `format` does not carry.

    RF503 boilerplate, RF504 comments, RF505 unknown fields; each says how many.
    """
    row = _row(format)
    left_out = {
        "RF503": (len(review.boilerplate), "line", "lines", "of boilerplate"),
        "RF504": (len(review.comments), "comment", "comments", ""),
        "RF505": (len(review.metadata.unknown), "unknown field", "unknown fields", ""),
    }
    carried = {"review": set(left_out), "json": {"RF503"}}.get(row.name, set())
    found = []
    for code, (count, singular, plural, what) in left_out.items():
        if count and code not in carried:
            noun = f"{singular if count == 1 else plural} {what}".rstrip()
            verb = "is" if count == 1 else "are"
            message = f"{count} {noun} {verb} left out of {row.name}"
            found.append(Diagnostic(code, message, severity=Severity.WARNING))
    return found


# The metadata


def with_metadata(review: Review, metadata: Mapping[str, str]) -> Review:
    """Return `review` with the fields that `metadata` names set, or taken away by an empty value.

    Keys are the field names in any case; genre and tags are separated by commas. Raises
    ReviewError: RF113 control character, RF114 unknown field, RF115 bad date, RF116 bad language.
    """
    changes: dict[str, Any] = {}
    found: list[Diagnostic] = []
    for key, given in metadata.items():
        name = key.strip().lower()
        try:
            changes[name] = _field(name, given)
        except ReviewError as error:
            found += error.diagnostics
    if found:
        raise ReviewError(found)
    unchanged = tuple(
        line for line in review.metadata.fields if line.key.strip().lower() not in changes
    )
    return replace(review, metadata=replace(review.metadata, fields=unchanged, **changes))


_KEYS = ("author", "published", "language", "network", "genre", "tags", "cover", "spoilers")


def _field(name: str, given: str) -> str | date | tuple[str, ...] | None:
    """The value of one field, read from text."""
    value = tidy(given)
    if CONTROL.search(value):
        raise _error("RF113", f"control character in the metadata {name}")
    if name in ("genre", "tags"):
        return tuple(part for part in map(tidy, value.split(",")) if part)
    if name not in _KEYS:
        from difflib import get_close_matches

        near = get_close_matches(name, _KEYS, n=1)
        help_ = f"did you mean {near[0]}?" if near else None
        message = f"unknown field {name!r}, expected one of {', '.join(_KEYS)}"
        raise _error("RF114", message, help_)
    if not value:
        return None
    if name == "published":
        try:
            if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise _error("RF115", f"{value!r} is no date, expected a day such as 2024-04-11")
    if name == "language" and not re.fullmatch(
        r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?"
        r"(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-(?:[0-9A-Za-z]{5,8}|[0-9][0-9A-Za-z]{3}))*"
        r"(?:-[0-9A-WY-Za-wy-z](?:-[0-9A-Za-z]{2,8})+)*(?:-[xX](?:-[0-9A-Za-z]{1,8})+)?",
        value,
    ):
        raise _error("RF116", f"{value!r} is no language, expected a tag such as en or pt-BR")
    return value


def _package(review: Review) -> dict[str, Any]:
    """What an EPUB asks of its metadata beyond a page's.

    A language is required: `und`, undetermined, where the review names none. The identifier
    is made of what is published, so that one review is one publication.
    """
    import json
    import uuid

    from reviewfmt.document import to_data

    content = json.dumps(to_data(replace(review, boilerplate=())), sort_keys=True)
    namespace = uuid.uuid5(uuid.NAMESPACE_DNS, "reviewfmt")
    subjects = [*review.metadata.genre, *review.metadata.tags]
    language = review.metadata.language
    meta = {"identifier": f"urn:uuid:{uuid.uuid5(namespace, content)}", "lang": language or "und"}
    if is_right_to_left(language):
        meta["page-progression-direction"] = "rtl"
    nodes: dict[str, Any] = {key: {"t": "MetaString", "c": value} for key, value in meta.items()}
    if subjects:
        values = [{"t": "MetaString", "c": value} for value in subjects]
        nodes["subject"] = {"t": "MetaList", "c": values}
    return nodes


_LAST_DAY = 4102444799
"""The end of 2099, before the years that a ZIP file cannot name."""


def _epoch(published: date | None) -> int:
    """The seconds since 1970 of the date that goes into the output."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        if not (given.isascii() and given.isdigit()) or len(given) > 18:
            message = f"SOURCE_DATE_EPOCH is {given!r}, expected whole seconds since 1970"
            raise _error("RF500", message)
        return int(given)
    day = max(published or date.min, date(1980, 1, 1))
    return min(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()), _LAST_DAY)


# pandoc


@cache
def _pandoc_path() -> str:
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        help_ = "install pypandoc_binary, which holds pandoc"
        raise _error("RF501", "pandoc could not be run: it was not found", help_) from None


def _pandoc(row: Format, document: dict[str, Any], epoch: int) -> bytes:
    """Let pandoc write `document`, with nothing of this machine or its user in the output."""
    import json
    import subprocess

    templates = asset("templates/review.html").parent
    command = [
        _pandoc_path(),
        "--from=json",
        f"--to={row.writer}",
        "--output=-",
        "--standalone",
        "--wrap=none",
        "--columns=10000",
        "--eol=lf",
        "--quiet",
        f"--data-dir={templates}",
        *(option.replace("{templates}", str(templates)) for option in row.options),
    ]
    environment = {
        **os.environ,
        "LC_ALL": "C.UTF-8",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "SOURCE_DATE_EPOCH": str(epoch),
    }
    try:
        done = subprocess.run(
            command,
            input=json.dumps(document).encode(),
            capture_output=True,
            check=False,
            env=environment,
        )
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _error("RF501", f"pandoc could not be run: {reason}") from None
    if done.returncode < 0:
        message = f"pandoc was ended by {_signal(-done.returncode)} while it wrote {row.name}"
        raise _error("RF502", message)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = f": {said[0]}" if said else ""
        message = f"pandoc failed with exit code {done.returncode} on {row.name}{reason}"
        raise _error("RF502", message)
    return done.stdout


def _signal(number: int) -> str:
    import signal

    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _row(format: str) -> Format:
    row = FORMATS.get(format)
    if row is None:
        message = f"unknown format {format!r}, expected one of {', '.join(FORMATS)}"
        raise _error("RF500", message)
    return row


def _error(code: str, message: str, help_: str | None = None) -> ReviewError:
    return ReviewError([Diagnostic(code, message, help=help_)])
