"""A review without a verdict.

## What it checks

The review contains exactly one verdict line: `Verdict`, or one of its other names, and a score. A
review whose `Status` is `draft` or `airing` does not need one.

## Why

The verdict is what readers look for first, and the JSON document requires it.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.
```

```text
3:1: RF102
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Add a line such as `Verdict: 8/10` after the prose, or state that the review does not have a verdict
yet: `Status: airing`. If a line of prose ends with a score, the message names that line. On pages
from other sites, this is often the verdict: `reviewfmt adopt` makes a draft of such a page.

## Since

1.0.0
"""
