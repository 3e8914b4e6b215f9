"""Passages that an edition without spoilers leaves out.

## What it checks

With `--seen`, nothing has to be left out, because the review reveals no more than the reader has
seen.

## Why

The titles and notes of later episodes are left out, and so are spoilers that may be about later
episodes. This is the purpose of `--seen`; the finding gives the number of passages. It also reports
if the field `Spoilers` says that the review reveals more than the reader has seen, because then the
text may do so too.

## Bad example

```console
reviewfmt convert harbour.review -o harbour.html --seen 1
```

```text
harbour.review:1:1: RF513
```

## Good example

```review to=html
Harbour Lights Season 1 Review – Calm at sea

Published: 2024-04-11
Language: en

Episode Guide

Episode 1: Fog -| 3/5

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

You do not have to do anything. Without `--seen`, nothing is left out. If the field says that the
review reveals more, mark those passages as spoilers, and remove the field.

## Since

1.0.0
"""
