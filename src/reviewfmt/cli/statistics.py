"""The report of `check --statistics`: how often each code was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from reviewfmt.cli.console import as_json
from reviewfmt.cli.report_paths import Where
from reviewfmt.cli.reports import Row
from reviewfmt.linter import Checked


class Statistics:
    """The report: a line, or an object, for each code, the most frequent first."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.MARK = r'\[(\]\s*\Z|\s*\{\s*"code": )' if as_json else r" *\d+  [A-Z]{2,12}\d{3}  "

    def pieces(self, checked: Checked, color: bool, where: Where) -> Iterator[tuple[str, bool]]:
        """Yield the code of each finding, and whether --fix can fix it."""
        for one in checked.diagnostics:
            yield one.code, one.fix is not None and one.fix.safe

    def whole(self, rows: Iterable[Row]) -> Iterator[str]:
        """Yield the whole report; a `*` marks a code that --fix can fix."""
        from reviewfmt.rules import rule_of

        found: Counter[str] = Counter()
        safe: Counter[str] = Counter()
        for row in rows:
            for code, is_safe in row.pieces:
                found[code] += 1
                safe[code] += is_safe
        names = {code: rule.name for code in found if (rule := rule_of(code)) is not None}
        counts = sorted(found.items(), key=lambda row: (-row[1], row))
        if self.as_json:
            objects = [
                {"code": code, "name": names[code], "count": number, "fixable": safe[code]}
                for code, number in counts
            ]
            yield as_json(objects)
            return
        width = len(str(counts[0][1])) if counts else 0
        for code, number in counts:
            yield f"{number:>{width}}  {code}  {names[code]}{' *' if safe[code] else ''}\n"
