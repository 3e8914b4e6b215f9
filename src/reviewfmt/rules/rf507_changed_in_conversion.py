"""A part of a document that is kept in another form.

## What it checks

A document that is converted to a review (Markdown, HTML, EPUB, docx, odt) contains only what a
review can contain: headings, paragraphs, lists, tables of scores.

## Why

A review cannot contain some kinds of markup, such as underlined text, code and footnotes. It keeps
only their words. Every change is counted and reported at the first place where it occurs.

A review has one verdict. If a document contains another score, such as a bare `8/10` above
`Verdict: 7/10`, that score is kept as text, and the finding names both.

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

If the words are enough, you do not have to do anything. With `--strict`, a loss makes the
conversion fail.

## Since

1.0.0
"""
