"""Pandoc could not be run.

## What it checks

If a format needs pandoc, pandoc is installed. It is installed together with reviewfmt.

## Why

Without pandoc, reviewfmt cannot read or write HTML, EPUB or Markdown. The review itself is not at
fault.

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

Install reviewfmt again with all its dependencies. reviewfmt uses the pandoc that is installed with
it, never one from the PATH. To use another one, set the environment variable `REVIEWFMT_PANDOC` to
its absolute path. It must be version 3.6 or later.

## Since

1.0.0
"""
