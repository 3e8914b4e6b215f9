"""The limits that docs/security.md names are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

from reviewfmt import config, files
from reviewfmt.batch import output_list
from reviewfmt.converter import archive, bounds, nesting, pandoc
from reviewfmt.files import MIB

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_the_limits_are_those_of_the_code() -> None:
    table = PAGE.partition("<!-- limits -->")[2].partition("<!-- /limits -->")[0]
    rows = re.findall(r"^\| (.*?) \| (.*?) \| (.*?) ?\|$", table, re.MULTILINE)[2:]
    least, more, most = (int(one) for one in (bounds._LEAST, bounds._PER_MIB, bounds.MOST_SECONDS))
    assert rows == [
        (
            "a file that is read, or standard input",
            f"{files.LARGEST // MIB} MiB",
            f"`{config.MAX_FILE_SIZE}`, in MiB, up to {config.values.LARGEST_FILE_SIZE}",
        ),
        (
            "a configuration, a vocabulary, a baseline, a `.gitignore`",
            f"{files.LARGEST // MIB} MiB",
            "",
        ),
        ("a list of outputs", f"{output_list.LARGEST // MIB} MiB", ""),
        ("Markdown or HTML that pandoc reads", f"{pandoc._LARGEST_TEXT // MIB} MiB", ""),
        (
            "what an EPUB, docx or odt unpacks to",
            f"{archive.LIMIT // MIB} MiB",
            "`--max-unpacked`, in MiB",
        ),
        ("members of an EPUB, docx or odt", f"{archive._MOST_MEMBERS}", ""),
        ("elements, quotes or brackets in each other", f"{nesting._DEEPEST}", ""),
        (
            "a run of pandoc",
            f"{least} seconds, and {more} for each MiB; {most} at most",
            "",
        ),
        (
            f"a run of pandoc where lists or tables nest more than {nesting._NESTED} deep",
            f"{least} seconds",
            "",
        ),
        ("memory of pandoc", f"{pandoc._MEMORY // MIB} MiB", ""),
    ]


def test_the_versions_of_pandoc_are_those_of_the_code() -> None:
    oldest = ".".join(map(str, pandoc._OLDEST))
    assert f"it must be version {oldest} or later, below {pandoc._NEXT_MAJOR[0]}" in PAGE
    assert pandoc.CHOICE in PAGE
    assert f"`{files.TEMPORARY}`" in PAGE
