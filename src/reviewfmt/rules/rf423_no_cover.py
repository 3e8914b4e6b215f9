"""A review without a cover.

## What it checks

There is a field `Cover` below the title.

The rule is off by default. To turn it on, `select` its code, or `RF42`.

## Why

Social networks show the picture when somebody shares the page, search engines require one for a
film, and library views show it.

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

Add a line such as `Cover: https://example.org/harbour-lights.jpg` below the title. Social networks
can show the picture if the field contains its full web address, or if `Canonical` gives the address
of the page beside which the file is published.

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
    return missing(context, "RF423", "cover", "https://example.org/harbour-lights.jpg")
