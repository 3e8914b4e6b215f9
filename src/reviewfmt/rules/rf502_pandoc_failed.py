"""Pandoc failed.

## What it checks

pandoc finishes without an error.

## Why

If pandoc fails or is killed, its output may be incomplete, so nothing is written. The messages of
pandoc are not passed on, because a document may contain their words.

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

Correct the cause that the message gives. If there was not enough memory, convert fewer files at
once with `--jobs`.

## Since

1.0.0
"""
