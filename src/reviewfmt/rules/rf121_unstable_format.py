"""A canonical text that would read as another review.

## What it asks

What `reviewfmt format` is about to write reads as the review that was read.

## Why

A formatter that changes what a text says is worse than none. It reads its own output again,
and where that says something else the file is left as it is.

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

Please report the file: no text is known to do this. Until then, leave it as it is.

## Since

0.1.0
"""
