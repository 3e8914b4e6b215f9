"""An entry outside an episode guide.

## What it asks

Entries stand together in the guide. Where prose has ended a guide, no entry follows, unless
another `Episode Guide` opens above it; and none stands among the ratings beside the verdict.

## Why

A scored entry in the midst of the prose belongs to no guide, so no season and no mean counts it.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5

A quiet show about ferries.

Nobody shouts.

Episode 2: The Fog Horn -| Review Score – 4.5/5

  • Verdict - 8/10
```

```text
11:1: RF112
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
Episode 2: The Fog Horn -| Review Score – 4.5/5

A quiet show about ferries.

Nobody shouts.

  • Verdict - 8/10
```

## How to fix

Move the entry into the guide, or put `Episode Guide` above it. If it is prose, open the line with
a backslash.

## Since

0.1.0
"""
