"""A date that cannot be read.

## What it checks

`Published` contains a date: `2024-04-11`, or a date in words or digits that has only one possible
meaning.

## Why

Some readers take 04/05/2024 for a day in April, others for a day in May. The message gives both
dates.

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

Write the date as `YYYY-MM-DD`. If there are two possible dates, `check --fix --unsafe-fixes` uses
the more likely one in the language of the review: month first in English, day first in other
languages.

## Since

1.0.0
"""
