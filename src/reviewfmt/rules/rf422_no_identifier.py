"""A review without an identifier of its work.

## What it checks

There is a field `TMDB`, `IMDb`, `AniList` or `Wikidata` below the title.

The rule is off by default. To turn it on, `select` its code, or `RF42`.

## Why

Many works have the same name. Search engines distinguish them by their page on such a site
(`sameAs`).

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Author: Ana Lima
Published: 2024-04-11
Language: en

A quiet show about ferries.

  • Verdict - 8/10
```

```text
1:1: RF422 no TMDB, IMDb, AniList or Wikidata field under the title
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

IMDb: tt0903747

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Add a line such as `IMDb: tt0903747` below the title.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.identity import IDENTIFIERS
from reviewfmt.rules.context import Context, warning


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at the title where no field names the work on another site."""
    review = context.review
    given = any(
        getattr(review.metadata, one.name) or context.field(one.name) for one in IDENTIFIERS
    )
    if given or not review.title.text:
        return
    *most, last = (one.label for one in IDENTIFIERS)
    message = f"no {', '.join(most)} or {last} field under the title"
    help_ = "add a line such as `IMDb: tt0903747` under the title"
    yield warning("RF422", message, review.title.span, help_)
