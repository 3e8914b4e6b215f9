"""A status that is not known.

## What it asks

`Status` holds one of the words for draft, airing, dropped and complete.

## Why

The status decides whether a review may have no verdict, so a guess at another word will not do.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Status: paused

A quiet show about ferries.

  • Verdict - 8/10
```

```text
3:1: RF122
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Status: dropped

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write one of the four words, in English or in another language that the format knows, or leave the
field out.

## Since

0.1.0
"""
