"""A review without an author.

## What it checks

There is a field `Author` with a value below the title.

## Why

Feeds, shops and e-book readers show the name of the author.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Published: 2024-04-11
Language: en

A quiet show about ferries.

  • Verdict - 8/10
```

```text
1:1: RF401 no Author field under the title
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

Add a line such as `Author: Ana Lima` below the title.

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
    return missing(context, "RF401", "author", "Ana Lima")
