"""An empty document.

## What it checks

The document contains a review.

## Why

An empty file is usually the result of a failed save or download.

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

1.0.0
"""
