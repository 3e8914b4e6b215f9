"""An entry without a number.

## What it checks

The label of an episode or a chapter is followed by its number. `Special` and the other labels do
not need a number. An entry without a label has a title.

## Why

An episode without a number cannot be sorted, linked or counted.

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

Add the number, or remove the label: a guide can also consist of titles only.

## Since

1.0.0
"""
