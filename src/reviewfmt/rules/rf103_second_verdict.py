"""A second verdict.

## What it asks

Exactly one verdict line stands in the review. What stands below a line such as `Leave a comment`
does not count: readers give verdicts too.

## Why

Of two verdicts nobody can tell which one holds.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
  • Final Score - 7/10
```

```text
6:3: RF103
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Keep one verdict. If the other line rates an aspect, write the name of the aspect, in brackets if it
is a name of verdicts: `• [Final Score] - 7/10`.

## Since

0.1.0
"""
