"""What a rule is: a line of the catalogue, and the module that holds all else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import NamedTuple, TypeAlias

from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.rules.context import Context

Check: TypeAlias = Callable[[Context], Iterator[Diagnostic]]


class Rule(NamedTuple):
    """One rule: its code, its name (what it reports), and how grave a finding of it is.

    A rule that is `asked` looks only where a selection names it: what it asks for is good to have,
    and a review is clean without it.

    The module named after both (`rf301_episode_number_twice`) holds the rest. It is imported
    when it is first asked for, so a rule that nobody asks for costs nothing at start-up. The
    rule of a plug-in names its `module`.
    """

    code: str
    name: str
    severity: Severity = Severity.WARNING
    asked: bool = False
    module: str | None = None

    @property
    def check(self) -> Check | None:
        """Return the function that finds, or None where reading or converting reports it."""
        found: Check | None = getattr(_module(self), "check", None)
        return found

    @property
    def options(self) -> Mapping[str, float]:
        """Return the options by name, with their defaults; all are numbers above 0."""
        found: Mapping[str, float] = getattr(_module(self), "OPTIONS", {})
        return found

    @property
    def doc(self) -> str:
        """Return the page of the rule in Markdown, without its heading ("" under `-OO`)."""
        return (_module(self).__doc__ or "").strip()

    @property
    def summary(self) -> str:
        """Return the first line of the page: one sentence."""
        return self.doc.partition("\n")[0]


@cache
def _module(rule: Rule) -> ModuleType:
    stem = rule.name.replace("-", "_")
    return import_module(rule.module or f"reviewfmt.rules.{rule.code.lower()}_{stem}")
