"""What pages, books and sites look like: themes, style sheets and templates.

It knows no review. A caller passes plain values, and this puts them into a template.
"""

from __future__ import annotations

from reviewfmt.theme.loading import load
from reviewfmt.theme.look import DEFAULT, PAGE, THEMES, Look, Source, ThemeError, theme_of
from reviewfmt.theme.rendering import check, html, needed, ready, render, sheet
from reviewfmt.theme.sheets import styles

__all__ = [
    "DEFAULT",
    "PAGE",
    "THEMES",
    "Look",
    "Source",
    "ThemeError",
    "check",
    "html",
    "load",
    "needed",
    "ready",
    "render",
    "sheet",
    "styles",
    "theme_of",
]
