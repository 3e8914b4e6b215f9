"""Labels a page with the present weights, for a person to correct: `make label PAGE=page.txt`.

It prints the page in the form of `data/labels/*.tsv`. A `?` before a label marks it as uncertain; a
file with such a mark is rejected.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from reviewfmt.diagnostic import ReviewError
from reviewfmt.pages import LEAST
from reviewfmt.pages.decode import decode, model
from reviewfmt.pages.lines import PageLine
from reviewfmt.pages.page import chain_of, page_of
from reviewfmt.source import decode as text_of


def labelled(text: str) -> str:
    """Return a page with a label in front of each line."""
    page = page_of(text)
    found: list[str] = []
    for line, read in zip(page.lines, decode(model(), chain_of(page)), strict=True):
        if line.gap and found:
            found.append("")
        doubt = "?" if read.probability < LEAST else ""
        found.append(f"{doubt}{read.label}\t{_shown(line, text)}")
    return "\n".join(found) + "\n"


def _shown(line: PageLine, text: str) -> str:
    """Return a line with its indent in spaces."""
    return " " * line.indent + text[line.span.offset : line.span.end_offset]


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1 or not arguments[0]:
        print("make label PAGE=page.txt: name one page", file=sys.stderr)
        return 2
    try:
        text = text_of(Path(arguments[0]).read_bytes())
    except (OSError, ReviewError) as error:
        print(f"{arguments[0]}: {error}", file=sys.stderr)
        return 2
    print(labelled(text), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
