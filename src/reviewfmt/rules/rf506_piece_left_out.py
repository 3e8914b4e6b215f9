"""A piece of a document that has no place in a review.

## What it asks

All that a document holds which is read as a review (Markdown, HTML, EPUB, docx) has a place in
one.

## Why

Tables of other things, columns that no guide has, captions, text outside the page's main part: a
review has no place for them. They are left out, but not silently.

## Bad example

```console
reviewfmt convert page.html -t review
```

```text
page.html:1:1: RF506
```

## Good example

```console
reviewfmt convert page.html -t review --strict
```

## How to fix

Write as a paragraph what is to be kept. With `--strict` a loss makes the conversion fail.

## Since

0.1.0
"""
