"""A conversion that cannot be asked for.

## What it asks

Both formats of a conversion are known; the one that is read can be read, and what else is asked
for can be done.

## Why

Some formats, such as odt, are written only: no review can be read from them again.

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

0.1.0
"""
