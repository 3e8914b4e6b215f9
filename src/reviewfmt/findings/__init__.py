"""The findings of the parser: the codes RF1xx, each with its severity, its place and its messages.

The parser, the pages of the rules and the tests share this table. A message says what was
found and what was expected. A help says what to do about it, with the explicit spelling that
always works.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.findings.fields import FIELDS
from reviewfmt.findings.files import FILES
from reviewfmt.findings.lines import LINES
from reviewfmt.findings.scores import SCORES
from reviewfmt.findings.wording import KINDS, Finding, quoted
from reviewfmt.span import Span

__all__ = ["FINDINGS", "KINDS", "quoted", "report"]

FINDINGS: Mapping[str, Finding] = MappingProxyType(
    {
        finding.code: finding
        for finding in sorted((*FILES, *FIELDS, *SCORES, *LINES), key=lambda one: one.code)
    }
)
"""Every code of the parser, in the order of the codes."""


def report(
    code: str,
    span: Span,
    *,
    variant: str | None = None,
    related: tuple[Span, ...] = (),
    **values: object,
) -> Diagnostic:
    """Return the finding of a code at a place.

    `variant` names one of the code's wordings; the default is the first. `values` are inserted
    into its message and its help. Raises KeyError for an unknown code or variant, or a missing
    value.
    """
    finding = FINDINGS[code]
    wordings = finding.wordings
    wording = next(iter(wordings.values())) if variant is None else wordings[variant]
    return Diagnostic(
        code,
        wording.message.fill(values),
        span,
        finding.severity,
        wording.help.fill(values),
        related=related,
    )
