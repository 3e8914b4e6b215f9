"""A score over zero.

## What it checks

The number after the slash is above 0.

## Why

A score with the maximum zero has no place on any scale.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/0
```

```text
5:15: RF106
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the maximum of the scale: `8/10`.

## Since

1.0.0
"""
