"""Passages that an edition for a reader leaves out.

## What it asks

With `--seen`, an output tells no more than a reader has seen: nothing has to be left out of the
review for that.

## Why

The titles and notes of later episodes are left out, and so is what is marked as a spoiler and may
be of a later episode. That is what `--seen` asks for; this says how much it was. It also says where
the field `Spoilers` tells of more than the reader has seen: then the text may, too.

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

Nothing has to be done. Without `--seen`, an output tells it all. Where the field says more, mark
what tells more as a spoiler, and take the field away.

## Since

0.1.0
"""
