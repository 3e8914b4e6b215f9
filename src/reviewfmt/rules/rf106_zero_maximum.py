"""A score over zero.

## What it asks

The number behind the slash is above 0.

## Why

A score over zero says nothing: it has no place on any scale.

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

0.1.0
"""
