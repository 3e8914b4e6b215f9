"""A document that cannot be read, or cannot be read safely.

## What it checks

The document has the stated format, is complete, is not encrypted, does not unpack to more than the
limit, can be read within the limits of time and memory, and contains a review.

## Why

An archive can name paths outside itself, unpack to more data than a machine can hold, or declare
entities that expand without end. Such a document is rejected before anything is written. If a
document contains no review, the message says what it contains: tables, lists, paragraphs.

## Bad example

```console
reviewfmt convert bomb.epub -t review
```

```text
bomb.epub:1:1: RF508
```

## Good example

```console
reviewfmt convert review.epub -t review
```

## How to fix

Correct the cause that the message gives. To read a large archive that you trust, set a larger
`--max-unpacked`. If another site lays out its reviews in a different way, use `reviewfmt adopt` to
make a draft.

## Since

1.0.0
"""
