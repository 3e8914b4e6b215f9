"""A line in the guide that is not an entry.

## What it checks

A block of entries contains only entries, and there is no other line between the name of a guide and
its first entry. A separate block between two entries is a note, and so is a line that is indented
by two spaces.

## Why

A line among entries can be a broken entry, a note, or misplaced prose, and nobody can tell which.

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
If it is prose, move it below the guide. If it is only for you, write `%` before it.

## Since

1.0.0
"""
