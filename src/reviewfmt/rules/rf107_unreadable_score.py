"""A score that is no number.

## What it asks

Where a score is expected stands a number over a number, stars, or a percentage.

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

Write the number, or leave the score and its separator out: an entry may have none.

## Since

0.1.0
"""
