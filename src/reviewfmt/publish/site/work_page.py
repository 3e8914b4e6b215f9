"""The page of a work: its reviews, and the scores of all its seasons in one grid."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reviewfmt.model import FIELDS, LABELS
from reviewfmt.pandoc_ast import entry_label
from reviewfmt.pandoc_ast.printed import field_word, printed, season_word
from reviewfmt.publish.site import linked
from reviewfmt.publish.site.catalogue import WORKS, Catalogue, Group
from reviewfmt.publish.site.frame import Page, Site, frame, head, href, said_of
from reviewfmt.publish.site.grid import STEPS, Grid, Line, grid_of
from reviewfmt.publish.site.records import Mark
from reviewfmt.publish.site.rows import changed_of, mark_of, row_of


def work_page(site: Site, catalogue: Catalogue, work: Group) -> Page:
    """Return the page of a work."""
    crumbs = ((site.words["works"], f"{WORKS}/"),)
    data = linked.script(
        linked.work(site, work), linked.breadcrumbs(site, crumbs, work.name, work.path)
    )
    grid = grid_of(work)
    variables = {
        **frame(site, catalogue, work.path, work.name, crumbs),
        **head(site, work.path, work.name, said_of(site, work.name, len(work.reviews)), data),
        "language": work.language,
        "count": site.word("count", len(work.reviews)),
        "reviews": [row_of(site, work.path, one, is_at_work=True) for one in work.reviews],
        "grid": None if grid is None else _grid(site, work, grid),
    }
    return Page(work.path, "site/work.html.jinja", variables, changed_of(work.reviews))


def _grid(site: Site, work: Group, grid: Grid) -> dict[str, Any]:
    language = site.language
    named = [one for one in grid.columns if one.season is not None]
    twice = len({(one.season) for one in grid.columns}) < len(grid.columns)
    columns = [
        {
            "name": site.words["reviews"]
            if one.season is None
            else season_word(language, one.season),
            "by": one.review.record.author if twice else None,
            "href": href(work.path, one.review.path),
            "mean": mark_of(one.mean),
            "verdict": mark_of(one.verdict),
        }
        for one in grid.columns
    ]
    is_plain = len(grid.columns) == 1
    kind = LABELS[0] if any(one.label == LABELS[0] for one in grid.lines) else None
    rows = [
        {
            "name": _line_name(language, one, kind),
            "title": _title_of(one) if is_plain else None,
            "cells": [
                None
                if cell is None
                else {"value": _value(cell.mark, grid.maximum), "step": cell.step}
                for cell in one.cells
            ],
        }
        for one in grid.lines
    ]
    author = next(one for one in FIELDS if one.name == "author")
    return {
        "columns": columns,
        "rows": rows,
        "has_means": any(one.mean for one in grid.columns),
        "has_verdicts": any(one.verdict for one in grid.columns),
        "mean": printed(language, "mean"),
        "verdict": printed(language, "verdict"),
        "corner": printed(language, "episode"),
        "author": field_word(language, author),
        "maximum": grid.maximum,
        "steps": list(range(1, STEPS + 1)),
        "has_seasons": bool(named),
    }


def _line_name(language: str, line: Line, kind: str | None) -> str:
    """Return what is before a row: the number alone where it is that of an episode."""
    if line.label is None:
        return line.title or "–"
    if line.number is not None and line.label == kind:
        return line.number
    number = None if line.number is None else Decimal(line.number)
    name = entry_label(language, line.label, number, None)
    return f"{name}: {line.title}" if line.title else name


def _title_of(line: Line) -> str | None:
    titles = [cell.title for cell in line.cells if cell is not None]
    return None if line.title else next(iter(titles), None)


def _value(mark: Mark, maximum: str) -> str:
    return mark.text.partition("/")[0] if maximum else mark.text
