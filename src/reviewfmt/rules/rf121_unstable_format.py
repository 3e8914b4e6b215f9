"""A canonical text that would be read as a different review.

## What it checks

The text that `reviewfmt format` would write is read as the same review as the original text.

## Why

A formatter must never change the content of a review. It reads its own output again before it
writes it. If the content differs, it does not change the file.

## Bad example

```console
reviewfmt format odd.review
```

```text
odd.review:1:1: RF121
```

## Good example

```console
reviewfmt format samples/metallic-rouge.review
```

## How to fix

Report the file as a bug: no text that causes this is known. Until the bug is fixed, leave the file
unchanged.

## Since

1.0.0
"""
