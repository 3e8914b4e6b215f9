"""A part of a document that has no place in a review.

## What it checks

Everything in the document has a place in the review: each word that a reader sees, and each value
for programs (front matter, linked data, `meta` elements, file properties).

## Why

A review has no place for tables without scores, columns that a guide does not have, captions, or
text outside the main part of a page. They are left out, and this is reported. reviewfmt counts the
words of the document, subtracts those of the review, and reports the remaining text. In a Markdown
or HTML file, the finding gives the line and the column. In an archive, the message names the file
in it.

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

To keep the text, write it as a paragraph. With `--strict`, a loss makes the conversion fail.

## Since

1.0.0
"""
