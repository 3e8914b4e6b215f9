"""A date that cannot be read.

## What it asks

`Published` holds a date of the calendar as year, month, day: `2024-04-11`.

## Why

04/05/2024 is in April for some readers and in May for others; the ISO form is the same for all.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Published: 11 April 2024

A quiet show about ferries.

  • Verdict - 8/10
```

```text
3:1: RF115
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Published: 2024-04-11

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the date as `YYYY-MM-DD`.

## Since

0.1.0
"""
