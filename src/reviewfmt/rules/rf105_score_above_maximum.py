"""A score above its maximum.

## What it asks

The number before the slash is at most the number behind it.

## Why

A score of 11 out of 10 is far more often a slip than a joke, and no row of stars can show it.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 11/10
```

```text
5:15: RF105
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Correct the score, or the maximum if the scale is another one.

## Since

0.1.0
"""
