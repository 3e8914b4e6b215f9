"""A score above its maximum.

## What it checks

The number before the slash is not larger than the number after it.

## Why

A score of 11 out of 10 is usually a mistake, and stars cannot show it.

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

Correct the score, or correct the maximum if you use another scale.

## Since

1.0.0
"""
