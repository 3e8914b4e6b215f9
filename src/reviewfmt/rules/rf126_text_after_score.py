"""Text after the score of an entry.

## What it checks

The score of an entry is followed only by a remark: in brackets, after a comma, or after a dash with
spaces around it.

## Why

Text after a score is usually a paragraph that lost its line break. It is read as a paragraph.

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

Write a paragraph on a separate line. Write a remark after a dash: `-| 4/5 – the lamp goes out`.

## Since

1.0.0
"""
