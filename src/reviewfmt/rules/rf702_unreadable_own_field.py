"""A value that the field of a plug-in cannot have.

## What it asks

A plug-in says what its fields hold: a day, a whole number, or one of a few words. The value of the
line is such a one.

## Why

What works with the field, such as a rule of the plug-in, cannot read it. The value is kept as text.

## Bad example

```toml
plugins = ["stream"]
```

```text
a.review:5:1: RF702
```

## Good example

```console
reviewfmt schema --plugin stream
```

## How to fix

Correct the value. The message names the known values, or shows what is expected.

## Since

0.1.0
"""
