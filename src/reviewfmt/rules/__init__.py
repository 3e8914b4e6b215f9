"""The catalogue of rules, and the one function that runs them.

A rule is one line here and one module, `rf301_episode_number_twice.py` for `RF301
episode-number-twice`. The docstring of the module is the page of the rule in the documentation, and
the two examples on this page are run as tests. The parser reports RF1xx (the table in `findings`),
the JSON reader RF2xx, the converter RF5xx, the suppression of findings RF314, and the runner of
plug-ins RF7xx; those rules are listed here only for their pages.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING

from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.findings import FINDINGS
from reviewfmt.rules.context import Context, Options
from reviewfmt.rules.rule import Check, Rule

if TYPE_CHECKING:
    from reviewfmt.parser import Parsed

__all__ = ["RULES", "Rule", "catalogue", "findings", "known", "rule_of"]

_ERROR = Severity.ERROR

RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        *(Rule(one.code, one.name, one.severity) for one in FINDINGS.values()),
        Rule("RF201", "not-json", _ERROR),
        Rule("RF202", "other-version", _ERROR),
        Rule("RF203", "schema-violation", _ERROR),
        Rule("RF205", "key-from-later-version"),
        Rule("RF301", "episode-number-twice"),
        Rule("RF302", "gap-in-episode-numbers"),
        Rule("RF303", "episodes-out-of-order"),
        Rule("RF304", "mixed-scales"),
        Rule("RF305", "verdict-far-from-scores"),
        Rule("RF306", "stated-episode-count"),
        Rule("RF307", "empty-section"),
        Rule("RF308", "paragraph-twice"),
        Rule("RF309", "season-differs"),
        Rule("RF310", "episode-title-twice"),
        Rule("RF311", "work-misspelled"),
        Rule("RF312", "aspect-twice"),
        Rule("RF313", "rating-on-other-scale"),
        Rule("RF314", "unused-ignore"),
        Rule("RF315", "unreadable-ignore"),
        Rule("RF316", "score-in-title"),
        Rule("RF317", "entry-in-prose"),
        Rule("RF319", "misplaced-note"),
        Rule("RF320", "titles-below-guide"),
        Rule("RF321", "lines-joined"),
        Rule("RF322", "two-likely-titles"),
        Rule("RF323", "left-to-write"),
        Rule("RF401", "no-author"),
        Rule("RF402", "no-date"),
        Rule("RF403", "no-language"),
        Rule("RF404", "long-title"),
        Rule("RF405", "boilerplate-present"),
        Rule("RF406", "mixed-quotes"),
        Rule("RF407", "trailing-no-break-space"),
        Rule("RF408", "bare-url"),
        Rule("RF409", "language-tag-case"),
        Rule("RF410", "cover-not-an-image"),
        Rule("RF411", "long-paragraph"),
        Rule("RF412", "mixed-ellipses"),
        Rule("RF413", "title-in-capitals"),
        Rule("RF414", "repeated-word"),
        Rule("RF415", "garbled-characters"),
        Rule("RF416", "html-left-over"),
        Rule("RF417", "invisible-character"),
        Rule("RF418", "field-without-value"),
        Rule("RF419", "date-not-in-iso-form"),
        Rule("RF420", "unreadable-address"),
        Rule("RF421", "unknown-kind"),
        Rule("RF422", "no-identifier", asked=True),
        Rule("RF423", "no-cover", asked=True),
        Rule("RF424", "no-canonical", asked=True),
        Rule("RF425", "grade-for-verdict", asked=True),
        Rule("RF426", "long-author"),
        Rule("RF500", "impossible-conversion", _ERROR),
        Rule("RF501", "pandoc-not-run", _ERROR),
        Rule("RF502", "pandoc-failed", _ERROR),
        Rule("RF503", "boilerplate-left-out"),
        Rule("RF504", "comments-left-out"),
        Rule("RF506", "piece-left-out"),
        Rule("RF507", "changed-in-conversion"),
        Rule("RF508", "unreadable-document", _ERROR),
        Rule("RF509", "picture-not-embedded"),
        Rule("RF510", "cover-without-text"),
        Rule("RF511", "placeholder-date"),
        Rule("RF512", "season-reviewed-twice"),
        Rule("RF513", "left-out-of-edition"),
        Rule("RF514", "sign-without-font"),
        Rule("RF601", "line-in-doubt"),
        Rule("RF602", "no-review-on-page", _ERROR),
        Rule("RF701", "broken-plugin", _ERROR),
        Rule("RF702", "unreadable-own-field"),
    )
}
"""All rules by their codes, in the order of the codes."""


def known(code: str, plugins: tuple[str, ...] = ()) -> bool:
    """Tell whether `code` is a code or a prefix ("RF3") of a built-in rule or of a plug-in."""
    rules = catalogue(plugins)
    return code in rules or (bool(code) and any(one.startswith(code) for one in rules))


def rule_of(code: str) -> Rule | None:
    """Return a rule, also of an installed plug-in, or None."""
    if (found := RULES.get(code)) is not None:
        return found
    from reviewfmt.rules.plugins import loaded, of_code

    name = of_code(code)
    return next((one.rules.get(code) for one in loaded((name,))), None) if name else None


def catalogue(plugins: tuple[str, ...] = ()) -> Mapping[str, Rule]:
    """Return all rules by their codes; rules of usable plug-ins come last."""
    return _with_plugins(plugins) if plugins else RULES


@cache
def _with_plugins(plugins: tuple[str, ...]) -> Mapping[str, Rule]:
    from reviewfmt.rules.plugins import loaded

    found = dict(RULES)
    for one in loaded(plugins):
        found |= one.rules
    return found


def findings(
    parsed: Parsed,
    codes: Collection[str] | None = None,
    options: Options | None = None,
    plugins: tuple[str, ...] = (),
) -> list[Diagnostic]:
    """Return the findings of the rules in a parsed text, in the order of the source.

    `codes` selects the rules; None selects all that are not optional (`asked`). `options` holds, by
    code, options that differ from the defaults. `plugins` are run too; a plug-in that cannot be
    used, or fails, gives RF701. Findings of the parser are not included.
    """
    asked = codes is not None and not _ASKED.isdisjoint(codes)
    context = Context(parsed, _with_defaults(options, asked=asked), plugins)
    found: list[Diagnostic] = []
    for code, check in _checks(asked=asked):
        if codes is None or code in codes:
            found.extend(check(context))
    if plugins:
        from reviewfmt.rules.running import of_plugins

        found.extend(of_plugins(parsed, plugins, codes, options or {}))
    found.sort(key=_place)
    return found


_ASKED = frozenset(code for code, rule in RULES.items() if rule.asked)


@cache
def _checks(*, asked: bool) -> tuple[tuple[str, Check], ...]:
    """Return the code and the function of each rule that checks a text.

    Optional rules are included, and imported, only with `asked`.
    """
    looking = (
        rule
        for code, rule in RULES.items()
        if code.startswith(("RF3", "RF4")) and (asked or not rule.asked)
    )
    return tuple((rule.code, check) for rule in looking if (check := rule.check) is not None)


@cache
def _defaults(*, asked: bool) -> Options:
    """Return the default options of all rules that check a text."""
    return {code: options for code, _ in _checks(asked=asked) if (options := RULES[code].options)}


def _with_defaults(options: Options | None, *, asked: bool) -> Options:
    """Return the options of all rules; `options` replace the defaults."""
    own = _defaults(asked=asked)
    if not options:
        return own
    return {code: {**said, **options.get(code, {})} for code, said in own.items()}


def _place(finding: Diagnostic) -> tuple[int, str]:
    return finding.span.offset, finding.code
