"""A second verdict.

## What it checks

The review contains exactly one verdict line. Lines below a line such as `Leave a comment` do not
count, because readers also give verdicts.

## Why

If there are two verdicts, nobody can tell which one is valid.

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

Keep one verdict. If the other line rates an aspect, use the name of the aspect. If that is also a
name for a verdict, put it in brackets: `• [Final Score] - 7/10`.

## Since

1.0.0
"""
