"""A page that holds no review, or none that can be read.

## What it asks

The page that `reviewfmt adopt`, or another command with the format `page`, reads holds a review: a
title, and a score or a Review word in the title. `convert` and `check` ask for one review alone.

## Why

A draft with no title is no review: no work is named. A list of teasers, the stub of a paid article
and a thread of a forum are none either. The message says what was found instead.

## Bad example

```console
reviewfmt adopt empty.txt -o reviews/
```

```text
empty.txt:1:1: RF602
```

## Good example

```console
reviewfmt adopt page.txt -o reviews/
```

## How to fix

Save the page of the review itself, or copy its text out of a browser, its title included. A page
of several reviews is for `reviewfmt adopt`, which writes a draft of each.

## Since

0.1.0
"""
