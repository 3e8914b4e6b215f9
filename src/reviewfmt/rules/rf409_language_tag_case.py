"""A language tag in unusual case.

## What it checks

The tag in `Language` is written as BCP 47 recommends: the language in lower case (`en`), the script
with a capital (`Hans`), the region in capitals (`US`).

## Why

Case does not change the meaning of a tag, but two spellings of the same tag are different to a
search, a folder name or a feed.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Language: EN-us

A quiet show about ferries.

  • Verdict - 8/10
```

```text
3:11: RF409 the language tag "EN-us", expected "en-US"
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Language: en-US

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the tag as the message shows it. `check --fix --unsafe-fixes` does this.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.rules.context import Context, warning


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at a language tag that is not in the recommended case."""
    tag = context.review.metadata.language
    if tag is None or (len(tag) == 2 and tag.islower()) or tag == (usual := _usual(tag)):
        return
    field = context.field("language")
    if field is None:
        return
    start = context.text.find(tag, field.span.offset + len(field.key), field.span.end_offset)
    if start >= 0:
        span = context.span(start, start + len(tag))
        fix = Fix((Edit(start, start + len(tag), usual),), safe=False, message=f"write {usual}")
        message = f'the language tag "{tag}", expected "{usual}"'
        yield warning("RF409", message, span, f"write `Language: {usual}`", fix)


def _usual(tag: str) -> str:
    """Return the tag in the case that RFC 5646, section 2.1.1, recommends."""
    subtags = tag.split("-")
    usual = [subtags[0].lower()]
    for before, subtag in pairwise(subtags):
        if len(before) == 1 or len(subtag) not in (2, 4):
            usual.append(subtag.lower())
        else:
            usual.append(subtag.upper() if len(subtag) == 2 else subtag.capitalize())
    return "-".join(usual)
