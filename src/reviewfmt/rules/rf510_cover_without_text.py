"""An e-book cover without alternative text.

## What it checks

A review with a `Cover` that is converted to an e-book describes the cover in `Cover text`, or shows
the same picture as a figure with a text.

## Why

People who listen to a book cannot see its cover. The text is the alternative text of the cover.
Without it, the title of the review is used.

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

1.0.0
"""
