"""A line in the guide that is no entry.

## What it asks

Between two entries of an episode guide stand entries, blank lines and comments, and nothing else.

## Why

A line in the midst of the guide is a broken entry, or prose that lost its place. Read as prose it
would vanish from the guide without a word.

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
Episode 2: The Fog Horn -| Review Score – 4.5/5

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the line as an entry, move it below the guide, or open it with `%` to make it a comment.

## Since

0.1.0
"""
