"""A review without a canonical address.

## What it checks

There is a field `Canonical` below the title.

The rule is off by default. To turn it on, `select` its code, or `RF42`.

## Why

If a review is published at several addresses, they compete in search results. Search engines show
the canonical address, and link previews lead there.

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
1:1: RF424 no Canonical field under the title
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Canonical: https://example.org/harbour-lights

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Add a line such as `Canonical: https://example.org/harbour-lights` below the title.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context
from reviewfmt.rules.missing import missing


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at the title where no line has that field."""
    return missing(context, "RF424", "canonical", "https://example.org/harbour-lights")
