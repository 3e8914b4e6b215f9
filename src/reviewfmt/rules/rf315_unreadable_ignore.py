"""An ignore that cannot be read.

## What it checks

A comment that silences findings has the form `% ignore: CODES` or `% ignore-file: CODES`. CODES are
codes or prefixes of codes, separated by commas. You can add a reason after a dash.

## Why

With a typing error, the comment seems to silence a finding, but does not.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5

% ignore: RF999
A quiet show about ferries.

  • Verdict - 8/10
```

```text
7:11: RF315 unknown code "RF999", expected a code such as RF302, or a prefix
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
% ignore: RF302
Episode 3: Slack Water -| Review Score – 4/5

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Correct the code. `reviewfmt rule` lists all codes.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.rules.context import Context, warning


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each unknown code, and at each comment that names none."""
    if not context.review.comments:
        return
    from reviewfmt.rules import known
    from reviewfmt.rules.ignores import ignores

    help_ = "write `% ignore: RF302, RF4` or `% ignore-file: RF4`; `reviewfmt rule` lists the codes"
    for ignore in ignores(context):
        if not ignore.codes:
            message = "an ignore without a code, expected `% ignore: ` and codes"
            yield warning("RF315", message, ignore.comment.span, help_)
        for named in ignore.codes:
            if not known(named.code, context.plugins):
                written = context.text[named.start : named.end]
                message = f'unknown code "{written}", expected a code such as RF302, or a'
                span = context.span(named.start, named.end)
                yield warning("RF315", f"{message} prefix", span, help_)
