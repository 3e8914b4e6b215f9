"""A thing of a document that a review holds in another way.

## What it asks

A document that is read as a review (Markdown, HTML, EPUB, docx, odt) is made of what a review is
made of: headings, paragraphs, lists, tables of scores.

## Why

Emphasis, links, quotations and the like are words without them in a review. What was changed is
counted, so that nothing goes silently; the finding stands at the first of it.

A review has one verdict. Where a document says another score too, such as a bare `8/10` above
`Verdict: 7/10`, that score stays as text, and the finding names both.

## Bad example

```console
reviewfmt convert page.html -t review
```

```text
page.html:12:9: RF507
```

## Good example

```console
reviewfmt convert page.html -t review --strict
```

## How to fix

Nothing has to be done where the words are enough. With `--strict` a loss makes the conversion
fail.

## Since

0.1.0
"""
