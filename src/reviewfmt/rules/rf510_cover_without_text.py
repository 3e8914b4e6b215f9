"""A cover of an e-book without alternative text.

## What it asks

A review whose `Cover` goes into an e-book holds a figure with the same address and with a text.

## Why

People who listen to a book cannot see its cover. The text of the figure becomes the alternative
text of the cover; without such a figure, the title of the review is used.

## Bad example

```console
reviewfmt convert harbour.review -o harbour.epub
```

```text
harbour.review:1:1: RF510
```

## Good example

```review to=epub
Harbour Lights Season 1 Review – Calm at sea

Published: 2024-04-11
Language: en

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Add a figure such as `![A ferry at night](covers/harbour-lights.jpg)`, with the path that `Cover`
has.

## Since

0.1.0
"""
