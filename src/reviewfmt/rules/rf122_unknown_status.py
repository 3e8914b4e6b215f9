"""An unknown status.

## What it checks

`Status` contains one of the words for draft, airing, dropped and complete.

## Why

The status decides whether a review needs a verdict, so other words are not guessed at.

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

Write one of the four words, in English or in another language of the vocabulary, or remove the
field.

## Since

1.0.0
"""
