"""Lines of a table or a poem that are read as one paragraph.

## What it checks

No paragraph consists of lines whose breaks look intended: rows with a pipe in each, or three or
more short lines that each begin with a capital letter.

## Why

Consecutive lines are one paragraph. `format` writes them as one line, and no output keeps the line
breaks.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

The ferry song goes on for an hour:

The lamp is out, the tide is low,
The ferry has nowhere to go,
And nobody aboard will row.

  • Verdict - 8/10
```

```text
5:1: RF321 3 lines that look like verse are read as one paragraph
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

The ferry song goes on for an hour:

  • The lamp is out, the tide is low,
  • The ferry has nowhere to go,
  • And nobody aboard will row.

  • Verdict - 8/10
```

## How to fix

Make the lines a list, or put a blank line between them. If they are one paragraph, write it as one
line.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context, warning
from reviewfmt.rules.rf320_titles_below_guide import title_blocks

_LONGEST = 50  # characters of a line of verse; wrapped prose has longer ones
_FEWEST = 3  # lines of verse: fewer may be a sentence each
_SPOILER = "||"


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each paragraph whose lines look like a table or like verse."""
    written = [one for one in context.paragraphs if one.span.line < one.span.end_line]
    if not written:
        return
    titles = {one.span.offset for one in title_blocks(context)}
    for paragraph in written:
        if not context.lines_reported.isdisjoint(
            range(paragraph.span.line, paragraph.span.end_line + 1)
        ):
            continue
        lines = [line.strip(">＞ \t\u00a0") for line in context.source(paragraph).splitlines()]
        if paragraph.span.offset in titles:
            continue
        if all("|" in line.replace(_SPOILER, "") for line in lines):
            what = "a table"
        elif len(lines) >= _FEWEST and all(_is_verse(line) for line in lines):
            what = "verse"
        else:
            continue
        message = f"{len(lines)} lines that look like {what} are read as one paragraph"
        help_ = "make them a list, or put blank lines between them"
        yield warning("RF321", message, paragraph.span, help_)


def _is_verse(line: str) -> bool:
    return len(line) <= _LONGEST and line.lstrip("“‘\"'(*")[:1].isupper()
