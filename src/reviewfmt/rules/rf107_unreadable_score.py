"""A score that is not a number.

## What it checks

Where a score is expected, there is a number over a number, stars, a percentage or a letter grade.
In the verdict and in an entry with a number, the score needs a maximum.

## Why

A guide with `N/5` in it looks complete, but is not.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 2: The Fog Horn -| Review Score – N/5

A quiet show about ferries.

  • Verdict - 8/10
```

```text
6:43: RF107
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 2: The Fog Horn -| Review Score – 4.5/5

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the number and its maximum. If the entry has no score, end it with its separator: `Episode 2:
The Fog Horn -|`. If all scores of an archive have the same maximum, set it once in the
configuration, for example `maximum = 10`.

## Since

1.0.0
"""
