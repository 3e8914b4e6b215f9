"""A kind of work that is not known.

## What it asks

The value of `Kind` is a word for a series, a film or a book, in any language of the vocabularies:
`Anime`, `TV series`, `Movie`, `Film`, `Manga`, `Light novel`.

## Why

The kind tells search engines what was reviewed. If it is not known, a page says that it is a
series.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Kind: Opera

A quiet show about ferries.

  • Verdict - 8/10
```

```text
3:1: RF421 the Kind field is "Opera", a kind of work that is not known
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Kind: Anime

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write one of the words. [The vocabularies](../spec.md#words) have them, in the table `[works]`.

## Since

0.1.0
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
        message = f"the {line.key} field is {quoted(kind)}, a kind of work that is not known"
        help_ = "write a word such as TV series, Movie or Manga"
        yield warning("RF421", message, line.span, help_)
