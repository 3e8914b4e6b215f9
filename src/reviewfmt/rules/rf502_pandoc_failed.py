"""Pandoc failed.

## What it asks

Pandoc ends well for every review that it is given.

## Why

A killed or failed pandoc leaves half an output; so nothing is written. What pandoc itself said is
not passed on, for a document may have chosen the words.

## Bad example

```console
reviewfmt convert harbour.review -t epub
```

```text
harbour.review:1:1: RF502
```

## Good example

```console
reviewfmt convert harbour.review -t json
```

## How to fix

Look at what the message names. If memory ran out, convert fewer files at once with `--jobs`.

## Since

0.1.0
"""
