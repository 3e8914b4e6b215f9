"""A document with nothing in it.

## What it asks

The document holds a review.

## Why

An empty file is mostly a save or a download that failed.

## Bad example

```review

```

```text
1:1: RF120
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the review, or remove the file.

## Since

0.1.0
"""
