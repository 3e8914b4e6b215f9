"""A date that cannot be read.

## What it asks

`Published` holds one day of the calendar: `2024-04-11`, or a date in words or digits that can mean
that day alone.

## Why

04/05/2024 is in April for some readers and in May for others, and nothing in it says which. The
message names both days.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Published: 04/05/2024

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

Write the date as `YYYY-MM-DD`. Where it may be two days, `check --fix --unsafe-fixes` takes the one
that is likelier in the language of the review: the month first in English, the day first elsewhere.

## Since

0.1.0
"""
