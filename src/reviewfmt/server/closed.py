"""The reviews of a workspace that are not open: found, checked and remembered file by file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from reviewfmt.server.configured import Configured, stamp
from reviewfmt.server.positions import Encoding, Json

if TYPE_CHECKING:
    from reviewfmt.diagnostic import Diagnostic
    from reviewfmt.server.configured import Stamp

_UNREAD = "RF100"


class Report(NamedTuple):
    """What is wrong in a file: the name of this result, and its diagnostics.

    `items` is None if they are those of the result that the editor has.
    """

    uri: str
    result: str
    items: list[Json] | None


class Closed:
    """What was found in closed files, by the stamps of the files and of the configurations.

    A result is remembered by name alone: ten thousand reviews are ten thousand short strings.
    """

    def __init__(self, configured: Configured, encoding: Encoding = "utf-16") -> None:
        self._configured = configured
        self._encoding = encoding
        self._known: dict[str, tuple[Stamp, int, str]] = {}

    def paths(self, folders: Iterable[str]) -> list[str]:
        """Return the paths of the reviews below folders, as `check` would find them."""
        from reviewfmt.batch import discover

        found = discover(list(folders), (".review",), self._configured.of_folder)
        return [os.path.abspath(path) for path in found.files]

    def is_as_known(self, path: str, result: str) -> bool:
        """Tell whether a file is still the one whose result the editor has, by its stamp alone."""
        known = self._known.get(path)
        if known is None or known[2] != result or known[1] != self._configured.generation:
            return False
        return known[0] == stamp(path)

    def report(self, path: str, uri: str, previous: str | None) -> Report:
        """Return the report of a file; a missing file has no findings."""
        if previous is not None and self.is_as_known(path, previous):
            return Report(uri, previous, None)
        now = stamp(path)
        items = self._checked(path, uri) if os.path.lexists(path) else []
        result = name_of(items)
        self._known[path] = now, self._configured.generation, result
        return Report(uri, result, None if result == previous else items)

    def forget(self, paths: Iterable[str]) -> None:
        """Forget files that are gone."""
        for path in paths:
            self._known.pop(path, None)

    def _checked(self, path: str, uri: str) -> list[Json]:
        from reviewfmt.files import read_file, reason
        from reviewfmt.linter import check_data
        from reviewfmt.server.diagnostics import diagnostics_of
        from reviewfmt.server.positions import Positions

        config = self._configured.of(path)
        try:
            data = read_file(path, config.max_file_size)
        except OSError as error:
            if not os.path.lexists(path):
                return []
            return diagnostics_of([_unread(reason(error))], Positions([""]), uri)
        checked = check_data(data, path, config.settings_for(path))
        found = list(checked.diagnostics)
        keep = self._configured.keep(path)
        if keep is not None:
            found = keep(checked.text, found)
        places = Positions.of(checked.text, self._encoding)
        return diagnostics_of(found, places, uri)


def _unread(why: str) -> Diagnostic:
    from reviewfmt.findings import report
    from reviewfmt.span import Span

    return report(_UNREAD, Span(), reason=why)


def name_of(items: list[Json]) -> str:
    """Return the name of a result; results that differ have different names."""
    import json
    from hashlib import sha256

    told = json.dumps(items, sort_keys=True, ensure_ascii=True)
    return sha256(told.encode()).hexdigest()[:16]


def gone(previous: Iterable[str], found: Iterable[str]) -> Iterator[str]:
    """Yield the files whose results the editor has, but which no longer exist."""
    present = set(found)
    return (one for one in previous if one not in present)
