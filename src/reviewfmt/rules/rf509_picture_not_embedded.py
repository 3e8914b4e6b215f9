"""A picture of which an output carries the address alone.

## What it asks

An e-book, a docx or an odt holds every picture of its review, and an e-book its cover. Of a format
that refers to pictures by their addresses, as HTML and Markdown do, nothing is asked.

## Why

Such a document is read where its pictures are not. It holds those whose addresses are paths of
PNG, JPEG, GIF or WebP pictures (a docx no WebP) of 10 MiB at most, in the folder of the review or
below it; all of them have 32 MiB at most. No picture is fetched while a review is converted. Of any
other the address and the text that stands for it are kept, and the reason is reported.

## Bad example

```review to=epub
Harbour Lights Season 1 Review – Calm at sea

Published: 2024-04-11

A quiet show about ferries.

![The pier at night](pier.jpg)

  • Verdict - 8/10
```

```text
7:1: RF509
```

## Good example

```review to=html
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

![The pier at night](pier.jpg)

  • Verdict - 8/10
```

## How to fix

Put the picture beside the review, and name it by its path. Where its address is enough, nothing has
to be done.

## Since

0.1.0
"""
