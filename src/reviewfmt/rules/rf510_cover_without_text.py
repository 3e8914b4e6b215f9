"""A cover of an e-book without alternative text.

## What it asks

A review whose `Cover` goes into an e-book says in `Cover text` what it shows, or shows the same
picture as a figure with a text.

## Why

People who listen to a book cannot see its cover. That text is its alternative text; without one,
the title of the review is.

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

Add a line such as `Cover text: A ferry at night`.

## Since

0.1.0
"""
