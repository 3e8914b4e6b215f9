"""Writes docs/rules/ from the docstrings of the rules.

Run it after a change of a rule: `python scripts/rule_pages.py`. With `--check` it writes nothing,
names the pages that are out of date, and exits with 1 if there are any.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reviewfmt.findings import FINDINGS
from reviewfmt.rules import RULES, Rule

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "rules"

_INTRODUCTION = """\
`reviewfmt check` reports these findings. An error makes it exit with 1, and with `--strict` a
warning does too. A rule that is off runs only if you select it. To select, silence or fix findings,
see [Check reviews in CI](../ci.md).
"""

GROUPS = {
    "RF1": "Reading and structure",
    "RF2": "The JSON document",
    "RF3": "Consistency",
    "RF4": "Publishing",
    "RF5": "Conversion",
    "RF6": "Page reading",
    "RF7": "Plug-ins",
}


def pages() -> dict[str, str]:
    """Return the texts of all pages by name, including the index."""
    found = {f"{code}.md": page(rule) for code, rule in RULES.items()}
    found["index.md"] = f"# Rules\n\n{_INTRODUCTION}\n" + table()
    return found


def page(rule: Rule) -> str:
    """Return the page of one rule."""
    options = "".join(f"| `{name}` | {value:g} |\n" for name, value in rule.options.items())
    if options:
        options = f"\n## Options\n\n| Option | Default |\n| --- | --- |\n{options}"
    severity = f"*{rule.severity.value}*"
    if rule.code in FINDINGS:
        severity += f", at {FINDINGS[rule.code].place}"
    if rule.asked:
        severity += ", off unless selected"
    return f"# {rule.code} {rule.name}\n\n{severity}\n\n{rule.doc}\n{options}"


def table() -> str:
    """Return the tables of all rules, one per group."""
    tables = []
    for prefix, group in GROUPS.items():
        rows = "".join(
            f"| [{code}]({code}.md) | `{rule.name}` "
            f"| {rule.severity.value}{', off' if rule.asked else ''} | {rule.summary} |\n"
            for code, rule in RULES.items()
            if code.startswith(prefix)
        )
        if not rows:
            continue
        head = "| Code | Name | Severity | What it reports |\n| --- | --- | --- | --- |\n"
        tables.append(f"**{group}**\n\n{head}{rows}")
    return "\n".join(tables)


def differences() -> list[str]:
    """Return the paths of pages that are out of date, relative to the repository."""
    expected = {PAGES / name: text for name, text in pages().items()}
    stale = [path for path in PAGES.glob("*.md") if path not in expected]
    stale += [path for path, text in expected.items() if _read(path) != text]
    return sorted(str(path.relative_to(ROOT)) for path in stale)


def write() -> None:
    """Write the pages, and remove those of deleted rules."""
    PAGES.mkdir(parents=True, exist_ok=True)
    expected = pages()
    for path in PAGES.glob("*.md"):
        if path.name not in expected:
            path.unlink()
    for name, text in expected.items():
        (PAGES / name).write_text(text, encoding="utf-8")


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        different = differences()
        print("".join(f"{path} is not what the rules say\n" for path in different), end="")
        sys.exit(bool(different))
    write()
