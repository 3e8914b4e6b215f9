"""A picture of which an output carries the address alone.

## What it asks

A review with pictures is converted to a format that refers to them by their addresses, as HTML and
Markdown do.

## Why

An e-book or a word processor's document holds its pictures inside, and no picture is fetched while
a review is converted. The address and the text that stands for the picture are kept.

An e-book holds its cover if `Cover` is the path of a PNG, JPEG, GIF or WebP picture of 10 MiB at
most, in the folder of the review or below it. Any other cover is reported, with the reason.

## Bad example

```review to=epub
Harbour Lights Season 1 Review – Calm at sea

Published: 2024-04-11

A quiet show about ferries.

![The pier at night](pier.jpg)

  • Verdict - 8/10
```

```text
1:1: RF509
```

## Good example

```review to=html
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

![The pier at night](pier.jpg)

  • Verdict - 8/10
```

## How to fix

Nothing has to be done. Put the picture into the document by hand where readers should see it.

## Since

0.1.0
"""
