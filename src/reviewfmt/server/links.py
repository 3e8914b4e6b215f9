"""The links in a text: its cover, its figures, the targets of its links, the pages of its work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin

from reviewfmt import identity
from reviewfmt.addresses import is_web
from reviewfmt.model import FIELDS, Boilerplate, Comment, Field, Figure
from reviewfmt.server.positions import Json
from reviewfmt.syntax import inline

if TYPE_CHECKING:
    from reviewfmt.server.analysis import Analysis

_SPECS = {one.name: one for one in FIELDS}


def links(analysis: Analysis, uri: str) -> list[Json]:
    """Return the links of a text; paths are relative to the folder of the document `uri`."""
    found = []
    for start, end, target in sorted(_targets(analysis)):
        if (address := address_of(target, uri)) is not None:
            made = {"range": analysis.places.range(start, end), "target": address}
            found.append({**made, "tooltip": target})
    return found


def address_of(target: str, uri: str) -> str | None:
    """Return the address that a target means: a page on the web, or a file; None for neither."""
    if is_web(target):
        return target
    is_path = target and ":" not in target.partition("/")[0] and not target.startswith(("#", "//"))
    if not is_path or not uri.startswith("file:"):
        return None
    return urljoin(uri, quote(unquote(target), safe="/?#&=%~,;@+()'!$*"))


def _targets(analysis: Analysis) -> Iterator[tuple[int, int, str]]:
    """Yield the targets with their spans."""
    for leaf in analysis.leaves:
        start, end = leaf.span.offset, leaf.span.end_offset
        if isinstance(leaf, Field):
            yield from _of_field(analysis, leaf)
        elif isinstance(leaf, Figure):
            if (at := analysis.text.find(leaf.src, start, end)) >= 0:
                yield at, at + len(leaf.src), leaf.src
        elif not isinstance(leaf, Comment | Boilerplate):
            yield from _of_marks(analysis.text[start:end], start)


def _of_field(analysis: Analysis, field: Field) -> Iterator[tuple[int, int, str]]:
    """Yield where a field leads: the address of a work on a site, of a licence, or of a picture."""
    at = analysis.text.rfind(field.value, field.span.offset, field.span.end_offset)
    spec = _SPECS.get(field.name or "")
    if not field.value or at < 0:
        return
    target: str | None = field.value if is_web(field.value) else None
    if spec is not None and spec.address is not None:
        named = identity.named(spec, field.value, identity.kind_of(analysis.review))
        target = None if named is None else named.address
    elif spec is not None and target is None:
        target = _meant(spec.name, field.value)
    if target is not None:
        yield at, at + len(field.value), target


def _meant(name: str, value: str) -> str | None:
    """Return the address for the value of a field that is not an address itself."""
    if name == "cover":
        return value
    return identity.licence_address(value) if name == "licence" else None


def _of_marks(source: str, start: int) -> Iterator[tuple[int, int, str]]:
    """Yield the targets of links in a text with marks."""
    spans = [one for one in inline.mark_spans(source) if one.kind is inline.Link]
    if not spans:
        return
    nodes = list(inline.links(inline.inlines(source)))
    if len(nodes) != len(spans):
        return
    for span, node in zip(spans, nodes, strict=True):
        if span.closing and source[span.opening.start] == "[":
            yield start + span.closing.start + 2, start + span.closing.stop - 1, node.target
        else:
            end = source.find(">", span.opening.start)
            yield start + span.opening.start + 1, start + end, node.target


def path_of(uri: str) -> str | None:
    """Return the path in the address of a file; None for any other address."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file" or not parts.path:
        return None
    path = unquote(parts.path)
    if os.name == "nt":
        path = f"//{parts.netloc}{path}" if parts.netloc else path.lstrip("/")
    return None if "\0" in path else os.path.normpath(path)


def uri_of(path: str) -> str:
    """Return the address of a file."""
    from pathlib import Path

    return Path(os.path.abspath(path)).as_uri()
