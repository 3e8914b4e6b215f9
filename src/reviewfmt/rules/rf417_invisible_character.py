r"""An invisible character.

## What it checks

The text contains no zero-width space, word joiner, soft hyphen or misplaced byte order mark. It
contains no character that changes the direction of text, hides a message or replaces lost data:
overrides and isolates, tags, annotations, fillers, two variation selectors in a row. Characters
that scripts need are allowed: the joiners of Persian, Indic scripts and emoji, the tags of flags
and, in a line of Arabic or Hebrew, direction marks and isolates that end in the same line.

## Why

A search does not find a word with an invisible character in it, and two titles that look the same
can be different. Direction characters can make readers see another text than programs do ("Trojan
Source", CVE-2021-42574). Tags can carry hidden text.

## Bad example

```review escaped
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferr\u200bies.

  • Verdict - 8/10
```

```text
3:24: RF417 an invisible character: zero-width space
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Remove the character (written `\u200b` above). `check --fix --unsafe-fixes` does this.

## Since

1.0.0
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.rules.context import Context, warning

_NAMES = {
    "\u200b": "zero-width space",
    "\u2060": "word joiner",
    "\u00ad": "soft hyphen",
    "\ufeff": "byte order mark",
    "\ufffc": "a place for an object",
}
_OPENS, _CLOSES = "\u202a\u202b\u2066\u2067\u2068", "\u202c\u2069"
_MARKS = "\u200e\u200f\u061c"
_TAGS = "\U000e0001\U000e0020-\U000e007f"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_OTHERS = "\u200b\u2060\u00ad\ufeff\u202d\u202e\u2061-\u2065\u206a-\u206f\ufff9-\ufffc\u3164\uffa0"
# Compiled by the first text that needs them. All are in few ranges, which are soon looked through.
_ANY = (
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffc\U000e0001-\U000e01ef]"
)
# A flag is skipped whole.
_INVISIBLE = (
    f"(?P<flag>\U0001f3f4[\U000e0030-\U000e007a]{{1,6}}\U000e007f)|(?P<tags>[{_TAGS}]+)"
    f"|(?P<direction>[{_OPENS}{_CLOSES}{_MARKS}])|(?<=[{_SELECTORS}])[{_SELECTORS}]+|[{_OTHERS}]+"
)
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each character without a shape that no script needs."""
    text = context.text
    if text.isascii() or re.search(_ANY, text) is None:
        return
    directions = _Directions(text)
    for match in re.finditer(_INVISIBLE, text):
        if match["flag"] or (match["direction"] and directions.are_meant(match.start())):
            continue
        start, end = match.span()
        fix = Fix((Edit(start, end, ""),), safe=False, message="remove the character")
        span = context.span(start, end)
        yield warning("RF417", _message(match), span, "remove it", fix)


def _message(match: re.Match[str]) -> str:
    found = match[0]
    known = "tag" if match["tags"] else _NAMES.get(found[0])
    name = known or unicodedata.name(found[0], f"U+{ord(found[0]):04X}").lower()
    if len(found) == 1:
        return f"an invisible character: {name}"
    return f"{len(found)} invisible characters, the first one: {name}"


class _Directions:
    """Tells which signs of direction a text of Arabic or Hebrew needs, a line at a time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = 0
        self._meant: frozenset[int] = frozenset()

    def are_meant(self, at: int) -> bool:
        """Tell whether the sign at an offset is meant; offsets are asked in their order."""
        if at >= self._end:
            start = max(self._text.rfind(end, self._end, at) for end in "\n\r") + 1
            end = re.compile(r"[\r\n]|\Z").search(self._text, at)
            first, self._end = max(start, self._end), end.start() if end else at
            self._meant = frozenset(self._of_line(first, self._end))
        return at in self._meant

    def _of_line(self, start: int, end: int) -> Iterator[int]:
        line = self._text[start:end]
        if not any(
            unicodedata.bidirectional(one) in _RIGHT_TO_LEFT for one in line if one not in _MARKS
        ):
            return
        opened: list[int] = []
        for at, one in enumerate(line, start):
            if one in _MARKS:
                yield at
            elif one in _OPENS:
                opened.append(at)
            elif one in _CLOSES and opened:
                is_isolate = self._text[opened[-1]] >= "\u2066"
                if is_isolate == (one == "\u2069"):
                    yield opened.pop()
                    yield at
