"""What `serve` shows: the last good state of a site, its errors, and its changes."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from html import escape
from typing import NamedTuple

from reviewfmt.diagnostic import Diagnostic, Severity

OWN = "-"
"""The folder of what is served in addition to the site. No name in a site begins like that."""

HEARTBEAT = 15.0

_OF_EACH = 200


class Shown(NamedTuple):
    """A state of a site: its folder, and its sources with their texts and their findings.

    `pages` has the source of each page of a review, by the folder of the page. `error` says why the
    site is out of date; None if it is not. `folder` is None if there is no good state yet.
    """

    folder: str | None = None
    texts: Mapping[str, str] = {}
    found: Mapping[str, tuple[Diagnostic, ...]] = {}
    pages: Mapping[str, str] = {}
    error: str | None = None


class State:
    """The state that is shown now. Requests read it in their own threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._shown = Shown(error="the site is being made")
        self._version = 0
        self._is_over = False

    def get(self) -> tuple[Shown, int]:
        """Return the state that is shown, and its number."""
        with self._changed:
            return self._shown, self._version

    def put(self, shown: Shown) -> None:
        """Show another state, and notify the waiting requests."""
        with self._changed:
            self._shown = shown
            self._version += 1
            self._changed.notify_all()

    def fail(self, error: str) -> None:
        """Show the last good state with the current error."""
        self.put(self.get()[0]._replace(error=error))

    def end(self) -> None:
        """Release all waiting requests."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def events(self) -> Iterator[bytes]:
        """Yield the events of a stream: the number of the state, now and after each change."""
        said = -1
        while True:
            with self._changed:
                if said == self._version and not self._is_over:
                    self._changed.wait(HEARTBEAT)
                if self._is_over:
                    return
                version = self._version
            yield f"data: {version}\n\n".encode() if version != said else b": still here\n\n"
            said = version


# -- what is at the foot of a page --------------------------------------------------------


def foot(shown: Shown, version: int, path: str) -> str:
    """Return the foot of a page while it is served: the findings, with links.

    `version` is the number of the state: the page reloads when there is a new one.
    """
    lines = []
    if shown.error is not None:
        lines.append(f'<p class="serve-error">{escape(shown.error)}</p>')
    numbers = {source: at for at, source in enumerate(shown.texts)}
    source = shown.pages.get(path)
    sources = shown.found if source is None else (source,)
    rows = [
        _row(numbers, each, one, is_alone=source is not None)
        for each in sources
        for one in shown.found.get(each, ())[:_OF_EACH]
    ]
    if source is not None and source in numbers:
        lines.append(f'<p><a href="/{OWN}/source/{numbers[source]}">{escape(source)}</a></p>')
    if rows:
        many = "1 finding" if len(rows) == 1 else f"{len(rows)} findings"
        open_ = "" if source is None else " open"
        listed = f"<ul>{''.join(rows)}</ul>"
        lines.append(f"<details{open_}><summary>{many}</summary>{listed}</details>")
    elif shown.error is None:
        lines.append("<p>nothing to mend</p>")
    inside = "\n".join(lines)
    named = 'aria-label="reviewfmt" lang="en" dir="ltr"'
    return (
        f'<aside id="serve" {named}>\n{inside}\n</aside>\n'
        f'<link rel="stylesheet" href="/{OWN}/serve.css">\n'
        f"{_script(version)}\n"
    )


def _row(numbers: Mapping[str, int], source: str, one: Diagnostic, *, is_alone: bool) -> str:
    span = one.span
    place = f"{span.line}:{span.column}" if is_alone else f"{source}:{span.line}:{span.column}"
    if source in numbers:
        address = f"/{OWN}/source/{numbers[source]}#line-{span.line}"
        place = f'<a href="{address}">{escape(place)}</a>'
    else:
        place = escape(place)
    kind = "error" if one.severity is Severity.ERROR else "warning"
    help_ = f" <small>{escape(one.help)}</small>" if one.help else ""
    said = f"<b>{escape(one.code)}</b> {escape(one.message)}{help_}"
    return f'<li class="serve-{kind}">{place} {said}</li>'


def _script(version: int) -> str:
    return f'<script src="/{OWN}/serve.js" data-version="{version}" defer></script>'


def source_page(shown: Shown, version: int, number: int) -> str | None:
    """Return a page that shows a source with line numbers; None if there is no such source."""
    if not 0 <= number < len(shown.texts):
        return None
    source = list(shown.texts)[number]
    found: dict[int, list[Diagnostic]] = {}
    for one in shown.found.get(source, ()):
        found.setdefault(one.span.line, []).append(one)
    rows = []
    for at, line in enumerate(shown.texts[source].split("\n"), 1):
        told = "".join(
            f'<small class="serve-said">{escape(f"{one.code} {one.message}")}</small>'
            for one in found.get(at, ())
        )
        marked = ' class="serve-here"' if told else ""
        rows.append(
            f'<li id="line-{at}"{marked}><code dir="auto">{escape(line) or " "}</code>{told}</li>'
        )
    return _page(version, source, f"<h1>{escape(source)}</h1>\n<ol>{''.join(rows)}</ol>")


def error_page(version: int, error: str) -> str:
    """Return the page that is shown while a site has no good state."""
    return _page(
        version, "reviewfmt", f'<h1>reviewfmt</h1>\n<p class="serve-error">{escape(error)}</p>'
    )


def _page(version: int, title: str, inside: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n"
        f'<link rel="icon" href="data:,">\n<link rel="stylesheet" href="/{OWN}/serve.css">\n'
        f"{_script(version)}\n</head>\n"
        f'<body class="serve">\n<main>\n{inside}\n</main>\n</body>\n</html>\n'
    )
