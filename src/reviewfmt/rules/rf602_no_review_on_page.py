"""A page that holds no review, or none that can be read.

## What it asks

The page that `reviewfmt adopt` reads is the text of a review, with its title.

## Why

A draft with no title is no review: no work is named. HTML is not read yet; the text that a browser
copies is.

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

Copy the page out of a browser, its title included, and save it as text.

## Since

0.1.0
"""
