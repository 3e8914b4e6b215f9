"""A review without a language.

## What it checks

There is a field `Language` with a value below the title.

## Why

Screen readers use it to choose a voice, and an e-book without a language is not valid.

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

Add a line such as `Language: en` below the title, or add `language = "en"` to the configuration.

A page and an e-book must have a language. If the review has none, they use the language of the
configuration, or the language of the keywords in the review. If the keywords do not show the
language, they use `en`, and `convert` reports this code.

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
    return missing(context, "RF403", "language", "en")
