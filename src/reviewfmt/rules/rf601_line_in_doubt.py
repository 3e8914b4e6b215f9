"""A line of a page that may have another meaning than in the draft.

## What it checks

`reviewfmt adopt` is certain about the kind of every line of the page.

## Why

A page does not say which of its lines is the verdict, a heading, or a link to another page. The
page reader has learned this from labelled pages, and estimates how often it is right. If it is
uncertain, if a score has no maximum, or if two lines may be the verdict, it reports this, because a
person must check a draft.

## Bad example

```console
reviewfmt adopt page.txt -o reviews/
```

```text
page.txt:12:1: RF601
```

## Good example

```console
reviewfmt adopt page.txt -o reviews/ --min-confidence 50
```

## How to fix

Compare the line of the draft with the page, correct it, and delete the comment above it. If a line
is left out of the review, its comment contains it. `--min-confidence` sets how certain the reader
must be.

## Since

1.0.0
"""
