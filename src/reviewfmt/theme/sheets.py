"""The style sheet of a look: what all themes share, the theme's own rules, the user's sheets."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reviewfmt.assets import asset
from reviewfmt.theme.look import DEFAULT, Look

FOLDER = "templates/themes"
"""Where the style sheets of the themes stand, among the assets."""

# In CSS, `<\/style` means what `</style` means.
_END = re.compile(r"</(?=style)", re.IGNORECASE)


def styles(look: Look = DEFAULT) -> str:
    """Return the style sheet of a look, with no end of line at its end.

    It can stand in an element of HTML: nothing in it ends that.
    """
    return _styles(look.theme, tuple(one.text for one in look.css))


@lru_cache(maxsize=16)
def _styles(theme: str, sheets: tuple[str, ...]) -> str:
    return "\n\n".join([_built_in(theme), *(_END.sub(r"<\\/", one).strip("\n") for one in sheets)])


@cache
def _built_in(theme: str) -> str:
    names = ("base", theme, "print")
    texts = (asset(f"{FOLDER}/{name}.css").read_text(encoding="utf-8") for name in names)
    return "\n".join(texts).rstrip("\n")
