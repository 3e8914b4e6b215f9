"""What a user chose of themes, style sheets and templates, with the texts of the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reviewfmt.nearest import nearest_of

THEMES = ("modern", "serif", "compact")
"""The built-in themes; the first is the default."""

PAGE = "page.html.jinja"
"""The template of a page that holds one review."""

SUFFIX = ".jinja"
"""What the name of each template in a folder of templates ends in."""


class ThemeError(ValueError):
    """A theme, style sheet or template that cannot be used.

    The message opens with `file:line: ` where a file is at fault.
    """


class Source(NamedTuple):
    """A file that was read: the name that templates know it by, its path and its text."""

    name: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a user chose. It holds texts, so equal looks give equal pages.

    `css` are style sheets that follow the theme's. `templates` are those of the user, and `page`
    is the name of the one that takes the place of the built-in page.
    """

    theme: str = THEMES[0]
    css: tuple[Source, ...] = ()
    templates: tuple[Source, ...] = ()
    page: str | None = None

    @property
    def without_templates(self) -> Look:
        """The look of what has no templates, such as a book."""
        return Look(self.theme, self.css)


DEFAULT = Look()


def theme_of(name: str) -> str:
    """Return the name of a built-in theme. Raises ThemeError, which names the nearest one."""
    if name.lower() in THEMES:
        return name.lower()
    near = nearest_of(THEMES, 0.5).of(name.lower())
    hint = f'; did you mean "{near}"?' if near else f"; known are {', '.join(THEMES)}"
    raise ThemeError(f'unknown theme "{name}"{hint}')
