"""What is asked of a site, and what a run reports of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.publish.site.catalogue import Catalogue
from reviewfmt.publish.site.frame import Site
from reviewfmt.theme import DEFAULT, Look

Shown = Callable[[Iterable[Any], int, str], Iterable[Any]]
"""Passes results on, and shows how far it is: the results, how many there will be, and the verb."""


def unseen(results: Iterable[Any], _total: int, _verb: str) -> Iterable[Any]:
    """Pass results on, and show nothing."""
    return results


@dataclass(frozen=True)
class Asked:
    """What was asked for: see the options of `reviewfmt site`."""

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
    """What a run has done, and what there is to report.

    `made` and `kept` count the pages of reviews, `written` the other files that have changed.
    `is_stopped` tells that it has ended at the first failure, as it was asked to, and nothing was
    written. `found` are findings, `texts` those of the files that they point into; `lost` says what
    pages lack, `faults` why something was not written. `drafts` were left out. `stale` are outputs
    that no longer belong to the site.
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
