"""A placeholder date in an e-book, since the review names no date.

## What it asks

A review that becomes an e-book has a field `Published`, or the environment has
`SOURCE_DATE_EPOCH`.

## Why

EPUB requires the time at which a book was changed. This time is the later one of the day of
publication and `SOURCE_DATE_EPOCH`. If only a day is known, the time of day is computed from the
text, so that it changes when the text does. If neither is known, the day is 1980-01-01, and this
rule reports it. The time of a file is never used, because it differs from copy to copy.

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

0.1.0
"""
