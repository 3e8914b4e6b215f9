"""Pandoc failed.

## What it asks

Pandoc ends well for every review that it is given.

## Why

A killed or failed pandoc leaves half an output; so nothing is written, and what it said is passed
on.

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

Read what pandoc said. If memory ran out, convert fewer files at once with `--jobs`.

## Since

0.1.0
"""
