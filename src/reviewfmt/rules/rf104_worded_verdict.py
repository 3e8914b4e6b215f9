"""A verdict in words.

## What it checks

The verdict is a score: a number over a number, stars, a percentage or a letter grade.

## Why

Words cannot be compared, averaged or put into the JSON document.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - Worth a watch
```

```text
5:15: RF104
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the verdict as a score, followed by the words: `• Verdict - 8/10 (worth a watch)`.

## Since

1.0.0
"""
