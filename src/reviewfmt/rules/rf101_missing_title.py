"""A document without a title.

## What it asks

The first line that is no menu of the site is the title: the name of the work, then `Review`, with
the season and a tagline if there are any.

## Why

Everything else hangs on the title: the work, the season that is reviewed, the headline of every
published output.

## Bad example

```review
A quiet show about ferries.

  • Verdict - 8/10
```

```text
1:1: RF101
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Begin with a title line such as `Harbour Lights Season 1 Review – Calm at sea`.

## Since

0.1.0
"""
