"""A title that does not name the work.

## What it checks

The title has the word `Review`, or a season at its end, or there is a field `Work` below it.

## Why

Without one of them, reviewfmt cannot find the name of the work in the title. It then uses the whole
line as the name in every output.

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
a field: `Work: Harbour Lights`. If the title is the name of the work, write `Work: Calm at sea`.

## Since

1.0.0
"""
