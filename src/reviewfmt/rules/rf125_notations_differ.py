"""Two notations of one score that differ.

## What it checks

If a score is written in two notations side by side, such as `★★★★☆ (4/5)`, both have the same
value.

## Why

reviewfmt uses the first notation, but readers may believe the second.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

Verdict: ★★★★☆ (3/5)
```

```text
5:10: RF125
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

Verdict: ★★★★☆ (4/5)
```

## How to fix

Correct one of the notations, or remove it.

## Since

1.0.0
"""
