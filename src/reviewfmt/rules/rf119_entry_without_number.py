"""An entry without a number.

## What it asks

The label of an episode or a chapter is followed by its number. `Special` and the other labels may
stand alone.
An entry with no label has a title.

## Why

Without its number an episode cannot be put in order, linked or counted.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode: The Fog Horn -| Review Score – 4.5/5

A quiet show about ferries.

  • Verdict - 8/10
```

```text
6:1: RF119
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

Add the number, or leave the label out: a guide of bare titles reads as well.

## Since

0.1.0
"""
