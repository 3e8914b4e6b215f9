"""A score below zero.

## What it checks

A score is 0 or more.

## Why

Scales begin at 0. A minus sign before the number is usually a misplaced dash.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict: -2/10
```

```text
5:14: RF108
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict: 2/10
```

## How to fix

Remove the sign, or write `0/10`.

## Since

1.0.0
"""
