"""Two notations of one score that differ.

## What it asks

Where a score stands in two notations side by side, such as `★★★★☆ (4/5)`, both say the same.

## Why

The first of them is read, and readers may believe the other.

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

Correct one of the two, or keep one.

## Since

0.1.0
"""
