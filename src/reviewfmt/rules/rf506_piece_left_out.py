"""A piece of a document that has no place in a review.

## What it asks

All that a document says which is read as a review has a place in one: each word that a reader
sees, and each value for machines (front matter, linked data, `meta` elements, the properties of a
file).

## Why

Tables of other things, columns that no guide has, captions, text outside the page's main part: a
review has no place for them. They are left out, but not silently: the words of the document are
counted, those of the review are taken off, and what remains is reported, with its text. In a
Markdown or HTML source it stands at its line and column; of an archive the message names the part.

## Bad example

```console
reviewfmt convert page.html -t review
```

```text
page.html:12:9: RF506
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
