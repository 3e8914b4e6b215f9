"""A score that is no number.

## What it asks

Where a score is expected stands a number over a number, stars, a percentage or a letter grade. A
number needs its maximum in the verdict and in an entry with a number.

## Why

A guide with `N/5` in it looks complete and is not.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 2: The Fog Horn -| Review Score – N/5

A quiet show about ferries.

  • Verdict - 8/10
```

```text
6:43: RF107
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 2: The Fog Horn -| Review Score – 4.5/5

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the number and its maximum, or end the entry with its separator: `Episode 2: The Fog Horn -|`
has no score. Where all scores of an archive have one maximum, `maximum = 10` in the configuration
says so once.

## Since

0.1.0
"""
