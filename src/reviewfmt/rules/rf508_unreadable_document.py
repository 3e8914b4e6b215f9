"""A document that cannot be read, or not safely.

## What it asks

A document that is read as a review is what it is said to be, is whole, is not encrypted, unpacks
to no more than the limit, can be read in bounded time and memory, and holds a review.

## Why

Archives can name paths outside themselves, unpack to more than a machine holds or declare
entities that grow without end. Such a document is refused before anything is made of it. Of one
that holds no review, the message says what it holds: tables, lists, paragraphs.

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

Look at what the message names. A large archive that is to be trusted is read with a larger
`--max-unpacked`. A review that another site lays out in its own way becomes a draft with
`reviewfmt adopt`.

## Since

0.1.0
"""
