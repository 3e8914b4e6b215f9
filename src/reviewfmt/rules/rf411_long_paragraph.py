"""A very long paragraph.

## What it checks

A paragraph has at most 250 words. Marks and link targets do not count.

The option `words` sets the number.

## Why

On a phone, 250 words fill two screens. Readers lose their place and leave.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

The ferry leaves, the ferry comes back, and the lamp on the pier goes out again and again.
The ferry leaves, the ferry comes back, and the lamp on the pier goes out again and again.
The ferry leaves, the ferry comes back, and the lamp on the pier goes out again and again.
The ferry leaves, the ferry comes back, and the lamp on the pier goes out again and again.
The ferry leaves, the ferry comes back, and the lamp on the pier goes out again and again.
The ferry leaves, the ferry comes back, and the lamp on the pier goes out again and again.
The ferry leaves, the ferry comes back, and the lamp on the pier goes out again and again.
The ferry leaves, the ferry comes back, and the lamp on the pier goes out again and again.
The ferry leaves, the ferry comes back, and the lamp on the pier goes out again and again.
The ferry leaves, the ferry comes back, and the lamp on the pier goes out again and again.
The ferry leaves, the ferry comes back, and the lamp on the pier goes out again and again.
The ferry leaves, the ferry comes back, and the lamp on the pier goes out again and again.
The ferry leaves, the ferry comes back, and the lamp on the pier goes out again and again.
The ferry leaves, the ferry comes back, and the lamp on the pier goes out again and again.

  • Verdict - 8/10
```

```text
3:1: RF411 a paragraph of 252 words, expected at most 250
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

The ferry leaves, the ferry comes back, and the lamp on the pier goes out again and again.
The ferry leaves, the ferry comes back, and the lamp on the pier goes out again and again.

  • Verdict - 8/10
```

## How to fix

Split the paragraph where the topic changes.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context, warning

OPTIONS = {"words": 250}


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each paragraph of more than `words` words."""
    most = int(context.options["RF411"]["words"])
    for paragraph in context.paragraphs:
        # A word is at least a letter and a space: most paragraphs need no counting.
        if len(paragraph.text) > 2 * most and (words := len(paragraph.plain.split())) > most:
            message = f"a paragraph of {words} words, expected at most {most}"
            yield warning("RF411", message, paragraph.span, "split it where the topic changes")
