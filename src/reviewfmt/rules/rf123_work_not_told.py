"""A title that does not say what is reviewed.

## What it asks

The title has the word `Review`, or a season at its end, or a field `Work` stands below it.

## Why

Without one of them nobody can tell the name of the work from a headline: the whole line is taken
for the work, and stands so in every output.

## Bad example

```review
Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

```text
1:1: RF123
```

## Good example

```review
Calm at sea

Work: Harbour Lights

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the work and `Review` in the title: `Harbour Lights Review: Calm at sea`. Or name the work in
a field, `Work: Harbour Lights`; where the title is the work, `Work: Calm at sea` says so.

## Since

0.1.0
"""
