"""JUnit XML: a test suite per file, a failed test case per finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reviewfmt.cli.console import shown
from reviewfmt.cli.report_paths import Where
from reviewfmt.cli.reports import Row
from reviewfmt.diagnostic import Severity
from reviewfmt.linter import Checked

MARK = r"<\?xml [^>]*\?>\s*<testsuites name=\"reviewfmt\""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def pieces(checked: Checked, color: bool, where: Where) -> Iterator[str]:
    """Yield a failed test case for each finding; a warning is a failure of type `warning`."""
    path = _xml(shown(checked.path))
    for found in checked.diagnostics:
        place = _xml(shown(found.where))
        kind = "error" if found.severity is Severity.ERROR else "warning"
        told = shown(f"{found.place(found.path)}: {found.code} {found.message}")
        told += f"\nhelp: {shown(found.help)}" if found.help else ""
        yield (
            f'    <testcase name="{found.code} {place}" classname="{path}">\n'
            f'      <failure type="{kind}" message="{_xml(shown(found.message))}">\n'
            f"{_xml(told)}</failure>\n"
            "    </testcase>\n"
        )


def whole(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the report; a clean file is one passed case. The head has the totals of all files."""
    kept = list(rows)
    failures = sum(len(row.pieces) for row in kept)
    tests = sum(len(row.pieces) or 1 for row in kept)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="reviewfmt" tests="{tests}" failures="{failures}" errors="0">\n'
    for row in kept:
        path, count = _xml(shown(row.path)), len(row.pieces)
        numbers = f'tests="{count or 1}" failures="{count}" errors="0"'
        yield f'  <testsuite name="{path}" {numbers}>\n'
        yield from row.pieces or (f'    <testcase name="check" classname="{path}"/>\n',)
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _xml(text: str) -> str:
    text = _NO_XML.sub("\ufffd", text)
    for char, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot")):
        text = text.replace(char, f"&{name};")
    return text
