"""The check that rules on missing fields share."""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import FIELDS
from reviewfmt.rules.context import Context, warning


def missing(context: Context, code: str, name: str, value: str) -> Iterator[Diagnostic]:
    """Yield a finding at the title if no line has the field `name`; `value` is an example."""
    review = context.review
    absent = getattr(review.metadata, name) is None and context.field(name) is None
    if absent and review.title.text:
        label = next(one.label for one in FIELDS if one.name == name)
        help_ = f"add a line such as `{label}: {value}` under the title"
        yield warning(code, f"no {label} field under the title", review.title.span, help_)
