"""A placeholder date in an e-book, because the review has no date.

## What it checks

A review that is converted to an e-book has a field `Published`, or the environment variable
`SOURCE_DATE_EPOCH` is set.

## Why

EPUB requires the time of the last change. reviewfmt uses the date of publication or
`SOURCE_DATE_EPOCH`, whichever is later. If only a day is known, the time of day is computed from
the text, so that it changes when the text does. If neither is known, the date is 1980-01-01, and
this rule reports it. File times are never used, because they differ between copies.

## Bad example

```review to=epub
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

```text
1:1: RF511
```

## Good example

```review to=epub
Harbour Lights Season 1 Review – Calm at sea

Published: 2024-04-11

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Add a line such as `Published: 2024-04-11`, or set `SOURCE_DATE_EPOCH`.

## Since

1.0.0
"""
