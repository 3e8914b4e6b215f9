"""Links between the reviews of a book, which lead to chapters."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from html import unescape
from urllib.parse import unquote

from reviewfmt.publish.chapters import Chapter

_TAG = re.compile(
    r'<a href="(?P<href>[^"<>]*+)"(?P<rest>[^<>]*+)>'
    r'|<span class="link" data-target="(?P<target>[^"<>]*+)">|<span\b[^<>]*+>|</span>'
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\#?]")


class Links:
    """The targets of links to reviews of the book.

    Such a link is the address of a review's page (`Canonical`), or a path from one review to
    another with any suffix: `fog.review`, `../fog.html`.
    """

    def __init__(self, chapters: Sequence[Chapter], hrefs: Sequence[str]) -> None:
        """Prepare the links for the chapters of a book; `hrefs` lead to them."""
        self._addresses: dict[str, str] = {}
        self._paths: dict[str, str] = {}
        for one, href in zip(chapters, hrefs, strict=True):
            if one.record.canonical:
                self._addresses.setdefault(one.record.canonical, href)
            self._paths.setdefault(_stem(os.path.abspath(one.input.path)), href)

    def within(self, chapter: Chapter) -> str:
        """Return the body of a chapter, with links to the chapters of other reviews."""
        body = chapter.body
        if ' data-target="' not in body and not self._addresses:
            return body
        folder = os.path.dirname(os.path.abspath(chapter.input.path))
        ends: list[str] = []

        def said(tag: re.Match[str]) -> str:
            if tag["href"] is not None:
                found = self._addresses.get(unescape(tag["href"]))
                return tag[0] if found is None else f'<a href="{found}">'
            if tag[0] == "</span>":
                return ends.pop() if ends else tag[0]
            found = None if tag["target"] is None else self._found(tag["target"], folder)
            ends.append("</span>" if found is None else "</a>")
            return tag[0] if found is None else f'<a href="{found}">'

        return _TAG.sub(said, body)

    def _found(self, target: str, folder: str) -> str | None:
        path = unquote(unescape(target)).partition("#")[0].partition("?")[0]
        if not path or _SCHEME.match(path):
            return None
        return self._paths.get(_stem(os.path.normpath(os.path.join(folder, path))))


def _stem(path: str) -> str:
    return os.path.splitext(path)[0]
