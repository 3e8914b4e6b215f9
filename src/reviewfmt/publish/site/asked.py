"""The options of a site, and the report of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.publish.site.catalogue import Catalogue
from reviewfmt.publish.site.frame import Site
from reviewfmt.theme import DEFAULT, Look

Shown = Callable[[Iterable[Any], int, str], Iterable[Any]]
"""Yields results unchanged and shows progress: gets the results, their number, and a verb."""


def unseen(results: Iterable[Any], _total: int, _verb: str) -> Iterable[Any]:
    """Yield results unchanged, without showing progress."""
    return results


@dataclass(frozen=True)
class Asked:
    """The options: see `reviewfmt site --help`."""

    name: str | None = None
    language: str | None = None
    base: str | None = None
    look: Look = field(default_factory=lambda: DEFAULT)
    drafts: bool = False
    force: bool = False
    anew: bool = False
    size: int = 100


@dataclass
class Built:
    """The result of a run.

    `made` and `kept` count the pages of reviews, `written` the other files that have changed.
    `is_stopped` tells that the run ended at the first failure, by option, and that nothing was
    written. `found` are findings, and `texts` the texts of their files. `lost` are the losses of
    pages, and `faults` say why something was not written. `drafts` is how many drafts were left
    out. `stale` are outputs that no longer belong to the site.
    """

    made: int = 0
    kept: int = 0
    failed: int = 0
    unwritten: int = 0
    drafts: int = 0
    written: int = 0
    is_stopped: bool = False
    found: list[Diagnostic] = field(default_factory=list)
    lost: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    catalogue: Catalogue | None = None
    site: Site | None = None
