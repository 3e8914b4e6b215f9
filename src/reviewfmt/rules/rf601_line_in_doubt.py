"""A line of a page that may be something else than the draft says.

## What it asks

Of each line of another site's page, `reviewfmt adopt` is sure what it is.

## Why

A page does not say which of its lines is the verdict, a heading, or a link to another page. The
reader of pages has learned it from labelled pages, and knows how often it is right. Where it is
not sure, where a score has no maximum, or where two lines may be the verdict, it says so: a draft
is for a person to read.

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

Compare the line of the draft with the page, correct it, and delete the comment above it. A line
that is left out of the review stands in its comment. `--min-confidence` says how sure the reader
has to be.

## Since

0.1.0
"""
