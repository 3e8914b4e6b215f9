"""An unknown kind of work.

## What it checks

The value of `Kind` is a word for a series, a film or a book, in any language of the vocabularies:
`Anime`, `TV series`, `Movie`, `Film`, `Manga`, `Light novel`.

## Why

The kind tells search engines what was reviewed. If it is unknown, a page says that the work is a
series.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Kind: Opera

A quiet show about ferries.

  • Verdict - 8/10
```

```text
3:1: RF421 the Kind field is "Opera", an unknown kind of work
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Kind: Anime

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write one of the words. They are in the table `[works]` of the [vocabularies](../spec.md#words).

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context, quoted, warning


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at a kind that no vocabulary has a word for."""
    kind = context.review.metadata.kind
    if kind is None:
        return
    from reviewfmt.identity import read_kind  # most reviews have no such field

    if read_kind(kind) is not None:
        return
    line = context.field("kind")
    if line is not None:
        message = f"the {line.key} field is {quoted(kind)}, an unknown kind of work"
        help_ = "write a word such as TV series, Movie or Manga"
        yield warning("RF421", message, line.span, help_)
