"""A review without a verdict.

## What it asks

Exactly one verdict line stands in the review: `Verdict`, or one of its other names, and a score. A
review whose `Status` is `draft` or `airing` may have none.

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

Add a line such as `Verdict: 8/10` after the prose, or say that the review has none yet:
`Status: airing`. Where a score ends a line of prose, the message says which. On pages of other
sites that is often the verdict: `reviewfmt adopt` makes a draft of such a page.

## Since

0.1.0
"""
