"""A page without a review, or without one that can be read.

## What it checks

The page contains a review: a title, and a score or the word Review in the title. This applies to
`reviewfmt adopt` and to other commands with the format `page`. `convert` and `check` require
exactly one review.

## Why

A draft without a title is not a review, because it does not name a work. Lists of teasers, previews
of paid articles and forum threads are not reviews either. The message says what was found instead.

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

Save the page of the review itself, or copy its text from a browser, including the title. For a page
with several reviews, use `reviewfmt adopt`, which writes a draft of each. If a page is a review
without a score, add the word `Review` to its title. For a forum thread, save only the post that is
the review.

## Since

1.0.0
"""
