"""The style sheet of a look: common rules, the rules of the theme, the user's style sheets."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reviewfmt.assets import asset
from reviewfmt.theme.look import DEFAULT, Look

FOLDER = "templates/themes"
"""The folder of the style sheets of themes, among the assets."""

# In CSS, `<\/style` means what `</style` means.
_END = re.compile(r"</(?=style)", re.IGNORECASE)


def styles(look: Look = DEFAULT) -> str:
    """Return the style sheet of a look, without a line end at its end.

    It can be the content of an HTML element: nothing in it closes the element.
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
