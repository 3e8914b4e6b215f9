"""Unknown fields that an output leaves out.

## What it asks

Every field under the title has a key that the format knows, or the review is converted to
`review`, which keeps all fields.

## Why

A field that the format does not know has no place in the output. It is left out, but not
silently.

## Bad example

```review to=html
Harbour Lights Season 1 Review – Calm at sea

Authr: Ana Lima

A quiet show about ferries.

  • Verdict - 8/10
```

```text
1:1: RF505
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Author: Ana Lima

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Use a key that the format knows, or write as prose what the field says.

## Since

0.1.0
"""
