"""The type of a rule: a line of the catalogue, and a module with the rest."""

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
    """One rule: its code, its name (what it reports), and the severity of its findings.

    A rule with `asked` is optional: it runs only if a selection names it. What it requires is
    recommended, and a review is clean without it.

    The module named after code and name (`rf301_episode_number_twice`) has the rest. It is imported
    when it is first needed, so that an unused rule costs no time at start-up. The rule of a plug-in
    names its `module`.
    """

    code: str
    name: str
    severity: Severity = Severity.WARNING
    asked: bool = False
    module: str | None = None

    @property
    def check(self) -> Check | None:
        """Return the function that yields findings; None if other code reports them."""
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
