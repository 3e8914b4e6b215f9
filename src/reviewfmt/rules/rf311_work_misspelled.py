"""A likely misspelling of the name of the work.

## What it checks

The prose spells the name of the work like the title. The rule reports a name of seven or more
letters with one wrong letter inside it, or with two adjacent letters swapped. It does not report
differences in case, possessives, plurals, other endings, or parts of the name.

## Why

Readers who search for the work do not find a misspelled name, and fans notice it first.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Harbuor Lights is a quiet show about ferries.

  • Verdict - 8/10
```

```text
3:1: RF311 "Harbuor Lights" differs by a letter from the title's "Harbour Lights"
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Harbour Lights is a quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Correct the spelling in the prose or in the title. `check --fix --unsafe-fixes` uses the spelling in
the title.

## Since

1.0.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.rules.context import Context, warning
from reviewfmt.syntax.words import built_in

_SHORTEST = 7  # letters; shorter names have too many neighbours that are words of their own
_LONGEST = 100  # characters; a longer one is no name that prose repeats


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each name in the prose that is one slip away from the work's."""
    text = context.text
    name = context.review.work
    articles = built_in().articles(context.review.metadata.language)
    name = next((name[len(one) :] for one in articles if name.startswith(one)), name)
    if sum(map(str.isalpha, name)) < _SHORTEST or len(name) > _LONGEST:
        return
    # One slip leaves one half of the name as it is: so only where a half stands without the
    # other there is anything to look at.
    middle = len(name) // 2
    left, right = name[:middle], name[middle:]
    whole = text.count(name)
    if text.count(left) == whole and text.count(right) == whole:
        return
    for start in sorted(_candidates(text, name, left, right)):
        end = start + _word_end(text[start : start + len(name) + 8], name)
        found = text[start:end]
        if (
            _is_slip(found, name)
            and context.in_prose(start)
            and found not in context.review.title.text
        ):
            message = f'"{found}" differs by a letter from the title\'s "{name}"'
            fix = Fix((Edit(start, end, name),), safe=False, message="spell it as the title does")
            help_ = "correct the spelling, in the prose or in the title"
            yield warning("RF311", message, context.span(start, end), help_, fix)


def _candidates(text: str, name: str, left: str, right: str) -> set[int]:
    """Return the offsets of the words at which a slip of the name may begin."""
    starts = set()
    for half, back in ((left, (0,)), (right, tuple(len(left) + by for by in (-1, 0, 1)))):
        at = text.find(half)
        while at >= 0:
            for by in back:
                start = at - by
                begins = start == 0 or (start > 0 and not text[start - 1].isalnum())
                if begins and text[start] == name[0] and not text.startswith(name, start):
                    starts.add(start)
            at = text.find(half, at + 1)
    return starts


def _word_end(text: str, name: str) -> int:
    """Return the length of as many words at the start of `text` as the name has."""
    spaces, length = name.count(" "), 0
    while length < len(text):
        if text[length] == " ":
            spaces -= 1
            if spaces < 0:
                break
        length += 1
    word = re.match(r".*?(?=(?:['’]s?)?[^\w]*$)", text[:length], re.DOTALL)
    return word.end() if word else length


def _is_slip(found: str, name: str) -> bool:
    """Tell whether one letter inside was changed, added or left out, or two were swapped."""
    if found.casefold() == name.casefold() or abs(len(found) - len(name)) > 1 or not found:
        return False
    same = 0
    while same < min(len(found), len(name)) and found[same] == name[same]:
        same += 1
    tail = 0
    while tail < min(len(found), len(name)) - same and found[-1 - tail] == name[-1 - tail]:
        tail += 1
    if not same or not tail:
        return False
    ours, theirs = name[same : len(name) - tail], found[same : len(found) - tail]
    swapped = len(ours) == 2 and ours == theirs[::-1]
    return (swapped or max(len(ours), len(theirs)) == 1) and (ours + theirs).isalpha()
