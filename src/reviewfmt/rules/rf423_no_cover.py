"""A review without a cover.

## What it asks

A field `Cover` stands under the title.

The rule is off: `select` turns it on by its code, or by `RF42`.

## Why

Networks show the picture where a page is shared, search engines ask for one of a film, and
shelves of books show it.

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
1:1: RF423 no Cover field under the title
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Cover: https://example.org/harbour-lights.jpg

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Add a line such as `Cover: https://example.org/harbour-lights.jpg` under the title. A
card shows the picture where that is its whole address, or where `Canonical` names the page that
the file stands beside.

## Since

0.1.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context
from reviewfmt.rules.missing import missing


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at the title where no line has that field."""
    return missing(context, "RF423", "cover", "https://example.org/harbour-lights.jpg")
