"""A season that is no number.

## What it asks

`Season` holds a whole number, or nothing where the title names no season.

## Why

The season is a number in the JSON document, and guides are matched with it.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Season: the first

A quiet show about ferries.

  • Verdict - 8/10
```

```text
3:1: RF128
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Season: 1

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the number. `Season:` with nothing behind it says that the review is of no season.

## Since

0.1.0
"""
