"""Pandoc could not be run.

## What it asks

Where a format is made by pandoc, pandoc is there. It comes with reviewfmt's own installation.

## Why

Without pandoc no HTML, EPUB or Markdown can be made or read; the review itself is not at fault.

## Bad example

```console
reviewfmt convert harbour.review -t html
```

```text
harbour.review:1:1: RF501
```

## Good example

```console
reviewfmt convert harbour.review -t json
```

## How to fix

Install reviewfmt again with all that it depends on. The pandoc that comes with it is run, never one
of the PATH; to have another, name its whole path in the environment variable `REVIEWFMT_PANDOC`. It
must be version 3.6 or later.

## Since

0.1.0
"""
