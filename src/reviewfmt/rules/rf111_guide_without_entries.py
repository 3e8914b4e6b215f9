"""An episode guide without entries.

## What it checks

At least one entry follows the line `Episode Guide`.

## Why

An empty guide announces something to readers that is missing.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

A quiet show about ferries.

  • Verdict - 8/10
```

```text
3:1: RF111
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

Add the entries, or remove the line. If the line is prose, write a backslash before it.

## Since

1.0.0
"""
