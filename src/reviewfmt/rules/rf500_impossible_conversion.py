"""A conversion that is not possible.

## What it checks

Both formats of a conversion are known, the input format can be read, and the other options are
possible for these formats.

## Why

Some formats, such as latex, can only be written: a review cannot be read from them.

## Bad example

```console
reviewfmt convert harbour.odt -f odt -t review
```

```text
harbour.odt:1:1: RF500
```

## Good example

```console
reviewfmt convert harbour.review -t odt
```

## How to fix

Use one of the formats that the message names.

## Since

1.0.0
"""
