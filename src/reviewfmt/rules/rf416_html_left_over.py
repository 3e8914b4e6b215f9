"""HTML left over in the text.

## What it checks

The text contains no tags (`<br>`, `</p>`) and no character references (`&amp;`, `&#8217;`).

## Why

A review is not HTML, so readers see the remaining markup.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries &amp; fog.

  • Verdict - 8/10
```

```text
3:28: RF416 "&amp;" is HTML
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries & fog.

  • Verdict - 8/10
```

## How to fix

Write the character itself, and remove the tags. `check --fix --unsafe-fixes` does this.

## Since

1.0.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.model import Boilerplate, Comment
from reviewfmt.rules.context import Context, warning

# Compiled by the first text that needs it.
_HTML = (
    r"&(?:amp|nbsp|quot|apos|lt|gt|hellip|[lr][sd]quo|[nm]dash|#[0-9]{1,6}|#x[0-9a-fA-F]{1,5});"
    r"|</?(?:p|br|div|span|strong|em|b|i|u|a|h[1-6]|ul|ol|li|blockquote|img|hr)\b[^<>\r\n]{0,200}>"
)

_APART = re.compile(r"</?(?:p|br|div|h[1-6]|ul|ol|li|blockquote|img|hr)\b")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each tag and each character reference outside the boilerplate."""
    text = context.text
    if not (("&" in text and ";" in text) or ("<" in text and ">" in text)):
        return
    for match in re.finditer(_HTML, text):
        start, end = match.span()
        if isinstance(context.leaf_at(start), Boilerplate | Comment | None):
            continue
        from html import unescape

        meant = unescape(match[0]) if match[0][0] == "&" else ""
        if match[0][0] == "<" and text[start - 1 : start].strip() and text[end : end + 1].strip():
            meant = " " if _APART.match(match[0]) else ""
        fix = Fix((Edit(start, end, meant),), safe=False, message="write the character")
        help_ = "write the character itself, and remove tags"
        yield warning("RF416", f'"{match[0]}" is HTML', context.span(start, end), help_, fix)
