"""A review without a date.

## What it checks

There is a field `Published` with a value below the title.

## Why

The date tells readers whether the season had ended, and feeds sort by it.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Author: Ana Lima
Language: en

A quiet show about ferries.

  • Verdict - 8/10
```

```text
1:1: RF402 no Published field under the title
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Author: Ana Lima
Published: 2024-04-11
Language: en

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Add a line such as `Published: 2024-04-11` below the title.

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
    return missing(context, "RF402", "published", "2024-04-11")
