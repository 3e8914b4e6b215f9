"""An invalid value in a field of a plug-in.

## What it checks

The value of the field has the type that the plug-in declares: a date, a whole number, or one of a
list of words.

## Why

Code that uses the field, such as a rule of the plug-in, cannot read the value. The value is kept as
text.

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

Correct the value. The message lists the allowed values or shows what is expected.

`--unsafe-fixes` replaces a value that is nearly one of the known values.

## Since

1.0.0
"""
