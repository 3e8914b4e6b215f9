"""The look of pages, books and sites: themes, style sheets and templates.

This package knows no reviews. Callers pass plain values, which are rendered with a template.
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
