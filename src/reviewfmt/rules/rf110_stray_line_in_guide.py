"""A line in the guide that is no entry.

## What it asks

In a block of entries stands nothing else, and nothing stands between the name of a guide and its
first entry. A block of its own between two entries is a note, and so is a line that is indented by
two spaces.

## Why

A line in the midst of entries is a broken entry, a note, or prose that lost its place, and nobody
can tell which.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
A filler week with nothing to score here.
Episode 2: The Fog Horn -| Review Score – 4.5/5

A quiet show about ferries.

  • Verdict - 8/10
```

```text
6:1: RF110
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
  A filler week with nothing to score here.
Episode 2: The Fog Horn -| Review Score – 4.5/5

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the line as an entry. If it is a note, indent it by two spaces or put blank lines around it.
If it is prose, move it below the guide; if it is for you alone, write `%` before it.

## Since

0.1.0
"""
