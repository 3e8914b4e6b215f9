"""JUnit XML: a test suite a file, a failed test case a finding."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewfmt.cli.console import shown
from reviewfmt.diagnostic import Severity
from reviewfmt.linter import Checked

MARK = r"<\?xml [^>]*\?>\s*<testsuites name=\"reviewfmt\""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(checked: Sequence[Checked], color: bool) -> str:
    """Return the report; a warning is a failure of type `warning`, a clean file one passed case."""
    failures = sum(len(one.diagnostics) for one in checked)
    tests = sum(len(one.diagnostics) or 1 for one in checked)
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="reviewfmt" tests="{tests}" failures="{failures}" errors="0">',
    ]
    for one in checked:
        path, count = _xml(shown(one.path)), len(one.diagnostics)
        rows.append(
            f'  <testsuite name="{path}" tests="{count or 1}" failures="{count}" errors="0">'
        )
        if not one.diagnostics:
            rows.append(f'    <testcase name="check" classname="{path}"/>')
        for found in one.diagnostics:
            place = f"{found.span.line}:{found.span.column}"
            kind = "error" if found.severity is Severity.ERROR else "warning"
            told = shown(f"{found.path}:{place}: {found.code} {found.message}")
            told += f"\nhelp: {shown(found.help)}" if found.help else ""
            rows += [
                f'    <testcase name="{found.code} {place}" classname="{path}">',
                f'      <failure type="{kind}" message="{_xml(shown(found.message))}">',
                f"{_xml(told)}</failure>",
                "    </testcase>",
            ]
        rows.append("  </testsuite>")
    rows.append("</testsuites>")
    return "\n".join(rows) + "\n"


def _xml(text: str) -> str:
    text = _NO_XML.sub("\ufffd", text)
    for char, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot")):
        text = text.replace(char, f"&{name};")
    return text
