"""The theme, style sheets and templates that a user has chosen, with their content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reviewfmt.nearest import suggestion

THEMES = ("modern", "serif", "compact")
"""The built-in themes; the first is the default."""

PAGE = "page.html.jinja"
"""The template of a page with one review."""

SUFFIX = ".jinja"
"""The suffix of templates in a folder of templates."""


class ThemeError(ValueError):
    """Raised for a theme, style sheet or template that cannot be used.

    The message begins with `file:line: ` if a file is at fault.
    """


class Source(NamedTuple):
    """A file: its name for templates, its path and its text."""

    name: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """The choice of a user. It holds the content of files, so that equal looks give equal pages.

    `css` are style sheets, which follow that of the theme. `templates` are the user's templates,
    and `page` is the name of the one that replaces the built-in page.
    """

    theme: str = THEMES[0]
    css: tuple[Source, ...] = ()
    templates: tuple[Source, ...] = ()
    page: str | None = None

    @property
    def without_templates(self) -> Look:
        """Return the look for an output without templates, such as a book."""
        return Look(self.theme, self.css)


DEFAULT = Look()


def theme_of(name: str) -> str:
    """Return the name of a built-in theme. Raises ThemeError, with the nearest name."""
    if name.lower() in THEMES:
        return name.lower()
    near = suggestion(name, THEMES)
    hint = f'; did you mean "{near}"?' if near else f"; known are {', '.join(THEMES)}"
    raise ThemeError(f'unknown theme "{name}"{hint}')
