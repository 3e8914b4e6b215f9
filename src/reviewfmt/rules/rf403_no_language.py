"""A review without a language.

## What it asks

A field `Language` with a value stands under the title.

## Why

Screen readers choose the voice by it, and an e-book is not valid without one.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Author: Ana Lima
Published: 2024-04-11

A quiet show about ferries.

  • Verdict - 8/10
```

```text
1:1: RF403 no Language field under the title
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

Add a line such as `Language: en` under the title, or `language = "en"` to the configuration.

A page and an e-book must name a language. Where a review has none, they name that of the
configuration, else the language that the keywords of the review are in. Where these do not tell
it, they say `en`, and `convert` reports this code.

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
    return missing(context, "RF403", "language", "en")
