"""Straight and curly quotes in one text.

## What it checks

All quotation marks and apostrophes are straight, or all are curly. Marks after a digit (feet,
minutes) and inside Hebrew words are ignored.

## Why

Mixed marks show that a text was pasted together, and they are visible in print.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

It’s a "quiet" show. Nobody shouts, and that’s its charm.

  • Verdict - 8/10
```

```text
3:8: RF406 2 straight quotes in a text of curly ones
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

It’s a “quiet” show. Nobody shouts, and that’s its charm.

  • Verdict - 8/10
```

## How to fix

Use one kind. `check --fix --unsafe-fixes` uses the more frequent kind.

## Since

1.0.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.model import Episode, Heading, Item, Paragraph, Title
from reviewfmt.rules.context import Context, warning

# Compiled by the first text that needs it.
_STRAIGHT = "[\"'](?<![0-9\u0590-\u05ff].)"
_CURLY = "[“”‘’]"
_PLAIN = {"“": '"', "”": '"', "‘": "'", "’": "'"}
_OPENERS = "([{—–-“‘/"


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at the first quote of the kind that is used less, with a fix for all."""
    text = context.text
    if not any(sign in text for sign in _PLAIN):
        return
    straight = _of_review(context, _STRAIGHT)
    curly = _of_review(context, _CURLY) if straight else []
    if not curly:
        return
    if len(straight) <= len(curly):
        few, usual = straight, "curly"
        # A backslash is a mark before a straight quote, and a character before a curly one.
        edits = tuple(Edit(at - _is_escaped(text, at), at + 1, _curled(text, at)) for at in few)
    else:
        few, usual = curly, "straight"
        edits = tuple(Edit(at, at + 1, _PLAIN[text[at]]) for at in few)
    other = "straight" if usual == "curly" else "curly"
    message = f"{len(few)} {other} quote{'s' * (len(few) > 1)} in a text of {usual} ones"
    # In „this“ the curled marks open and close the other way round.
    fix = Fix(edits, safe=False, message=f"make all {usual}") if "„" not in text else None
    yield warning("RF406", message, context.span(few[0], few[0] + 1), "use one kind", fix)


def _of_review(context: Context, pattern: str) -> list[int]:
    """Return the offsets of the quotes in the words of the review, boilerplate left out."""
    kinds = (Title, Episode, Heading, Paragraph, Item)
    found = [match.start() for match in re.finditer(pattern, context.text)]
    return [at for at in found if isinstance(context.leaf_at(at), kinds)]


def _is_escaped(text: str, at: int) -> bool:
    signs = 0
    while text[at - signs - 1 : at - signs] == "\\":
        signs += 1
    return signs % 2 == 1


def _curled(text: str, at: int) -> str:
    start = at - _is_escaped(text, at)
    before = text[start - 1 : start] if start else ""
    opens = not before or before.isspace() or before in _OPENERS
    if text[at] == '"':
        return "“" if opens else "”"
    return "‘" if opens and not text[at + 1 : at + 2].isdigit() else "’"
