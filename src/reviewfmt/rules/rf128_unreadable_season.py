"""A season that is not a number.

## What it checks

`Season` contains a whole number. It can be empty to state that the review has no season.

## Why

The season is a number in the JSON document, and it is compared with the seasons of the guides.

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

Write the number. `Season:` without a value means that the review does not cover a particular
season.

## Since

1.0.0
"""
