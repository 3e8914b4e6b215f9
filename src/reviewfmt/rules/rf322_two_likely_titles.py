"""A later line that looks more like the title.

## What it checks

If the title has neither a season nor a tagline, no short line below it has a season and the word
`Review`.

## Why

The first line is always the title. On a copied page, this is often the name of the site, such as
`Weekly Review`, and the title of the review is read as a heading.

## Bad example

```review
Weekly Review

Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

```text
3:1: RF322 this line looks more like the title than line 1, "Weekly Review"
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Move the title to the first line. If the first line is the title, write `# ` before it.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Comment, Field, Heading, Paragraph
from reviewfmt.rules.context import Context, quoted, warning
from reviewfmt.syntax.place import LONGEST_WRAPPED
from reviewfmt.syntax.words import Words, built_in

_PASSED = (Comment, Field)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at the first line below a doubtful title that looks like one."""
    title = context.review.title
    if not title.text or title.season is not None or title.tagline is not None:
        return
    if context.source(title).startswith(("#", "＃")) or context.field("work") is not None:
        return
    if title.span.line in context.lines_at_fault:
        return
    for leaf in context.leaves:
        if leaf.span.offset <= title.span.offset or isinstance(leaf, _PASSED):
            continue
        length = leaf.span.end_offset - leaf.span.offset
        if not isinstance(leaf, Heading | Paragraph) or length > LONGEST_WRAPPED:
            return
        if leaf.span.line == leaf.span.end_line and _is_likely(leaf.text, built_in()):
            line = f"line {title.span.line}, {quoted(title.text)}"
            message = f"this line looks more like the title than {line}"
            help_ = "move it to the first line; if that is the title, write `# ` before it"
            yield warning("RF322", message, leaf.span, help_, related=(title.span,))
            return


def _is_likely(text: str, words: Words) -> bool:
    return (
        words.title_review.search(text) is not None and words.season_name.search(text) is not None
    )
