"""Checks the English of the documentation, of docstrings and of comments; `make lint` runs it.

proselint checks them, and so does the list of unclear phrases in scripts/prose.toml. Findings are
printed with file, line and column; the exit code is 1 if there are any.
"""

from __future__ import annotations

import io
import re
import sys
import tokenize
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from proselint.checks import __register__
from proselint.config import DEFAULT
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

ROOT = Path(__file__).resolve().parent.parent
RULES = tomllib.loads((ROOT / "scripts" / "prose.toml").read_text(encoding="utf-8"))
PAGES = ("*.md", "docs/*.md", "docs/rules/index.md", "samples/*.md", "conformance/*.md")
CODE = ("src/**/*.py", "scripts/**/*.py", "playground/*.py", "benchmarks/*.py", "tests/*.py")

_FENCE = re.compile(
    r"^ *```.*?^ *```$|`[^`\n]*`|<!--.*?-->|\]\([^)\n]*\)", re.MULTILINE | re.DOTALL
)
_SPAN = re.compile(r"`[^`\n]*`")


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(map(re.escape, phrases)).replace(r"\ ", r"\s+")


_PHRASES = re.compile(
    rf"\b(?:(?:{_any_of(RULES['within']['phrases'])})|({_any_of(RULES['phrases'])}))\b",
    re.IGNORECASE,
)


class Finding(NamedTuple):
    """One finding: its place, the words, and what to do."""

    path: str
    line: int
    column: int
    words: str
    message: str


def prose_of(path: Path) -> str:
    """Return the text of a file with blanks for everything except prose; places do not change."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return _FENCE.sub(_blank, text)
    lines = [" " * len(line) for line in text.split("\n")]
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        is_docstring = token.type == tokenize.STRING and token.string.startswith('"""')
        if token.type == tokenize.COMMENT or is_docstring:
            _show(lines, token)
    return _SPAN.sub(_blank, "\n".join(lines))


def _show(lines: list[str], token: tokenize.TokenInfo) -> None:
    """Write the words of a token into lines of blanks, without the signs around them."""
    (row, column), shown = token.start, re.sub(r'^#|"""', _blank, token.string)
    for at, part in enumerate(shown.split("\n")):
        line, begin = lines[row - 1 + at], column if at == 0 else 0
        lines[row - 1 + at] = line[:begin] + part + line[begin + len(part) :]


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"\S", " ", match[0])


def findings(path: Path) -> Iterator[Finding]:
    """Yield the findings in a file, except those that are allowed."""
    name, text = path.relative_to(ROOT).as_posix(), prose_of(path)
    allowed = RULES["allowed"].get(name, [])
    for match in _PHRASES.finditer(text):
        if match[1] is None or match[1].endswith("None"):  # `None` is the name of a value
            continue
        words = " ".join(match[1].split())
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        yield Finding(name, line, column, words, f"write {RULES['phrases'][words.lower()]}")
    off = tuple(RULES["proselint"]["off"])
    kept = [(at, line) for at, line in enumerate(text.split("\n"), start=1) if line.strip()]
    short = "\n".join(line.rstrip() for _, line in kept)  # blanks are what takes it time
    for result in LintFile(name, f"{short}\n").lint(DEFAULT) if short else ():
        check, (begin, end) = result.check_result, result.check_result.span
        words = " ".join(short[max(begin - 1, 0) : end - 1].split())
        if not check.check_path.startswith(off) and words.lower() not in allowed:
            row, column = result.pos
            yield Finding(name, kept[row - 1][0], column, words, check.message)


def run() -> int:
    """Print the findings. Return the exit code."""
    CheckRegistry().register_many(__register__)
    found = [
        one
        for pattern in (*PAGES, *CODE)
        for path in sorted(ROOT.glob(pattern))
        for one in findings(path)
    ]
    for one in found:
        print(f'{one.path}:{one.line}:{one.column}: "{one.words}": {one.message}')
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(run())
