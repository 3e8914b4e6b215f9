"""Newcomers who know the start page alone: what each of them does, and what the page lists.

A file of tests/data/newcomers is what one person did from an empty folder: the files that they
wrote, the commands that they gave, and what these printed (tests/documented.py runs it).
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
START = ROOT / "docs" / "start.md"
NEWCOMERS = sorted((ROOT / "tests" / "data" / "newcomers").glob("*.md"))

_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")


class Command(NamedTuple):
    """A command of a page: the program with its first word, and the options."""

    name: str
    options: frozenset[str]


def commands(page: str) -> list[Command]:
    """Return the commands that the console blocks of a page give."""
    lines = re.findall(r"^\$ (.+)$", "".join(_CONSOLE.findall(page)), re.MULTILINE)
    return [_command(shlex.split(line)) for line in lines]


def _command(words: list[str]) -> Command:
    options = frozenset(one for one in words if one.startswith("-"))
    return Command(" ".join(words[:2] if words[0] == "reviewfmt" else words[:1]), options)


def listed(page: str) -> tuple[set[str], set[str]]:
    """Return the commands that a page lists, and the options, which may be in its sentences."""
    found = commands(page)
    options = {one for command in found for one in command.options}
    text = re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    options |= {word for code in _INLINE.findall(text) for word in code.split() if word[0] == "-"}
    return {one.name for one in found}, options


def install(page: str) -> str:
    """Return the script that the page installs reviewfmt with."""
    (script,) = re.findall(r"^```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return str(script)


def published(folder: Path) -> list[str]:
    """Return the titles of the reviews in `reviews` that a page shows, with a verdict."""
    pages = [*folder.glob("*.html"), *folder.glob("public/*/*.html")]
    texts = [page.read_text(encoding="utf-8") for page in pages]
    reviews = (one.read_text(encoding="utf-8") for one in folder.glob("reviews/*.review"))
    titles = (re.split(r" (?:Season|Staffel|\()", review)[0] for review in reviews)
    return [one for one in titles if any(one in text and "ratingValue" in text for text in texts)]
