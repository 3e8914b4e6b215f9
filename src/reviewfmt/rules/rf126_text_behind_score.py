"""Text behind the score of an entry.

## What it asks

Nothing stands behind the score of an entry but a remark: in brackets, behind a comma, or behind a
dash between spaces.

## Why

Text behind a score is mostly a paragraph whose line break was lost, and it is read as one.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| 4/5 The lamp goes out.

A quiet show about ferries.

  • Verdict - 8/10
```

```text
5:28: RF126
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| 4/5 – the lamp goes out

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write a paragraph on a line of its own. Write a remark behind a dash: `-| 4/5 – the lamp goes out`.

## Since

0.1.0
"""
