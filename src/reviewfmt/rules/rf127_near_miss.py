r"""A line that a slip keeps from being more.

## What it asks

No line of prose is one sign away from something else:

- a field that does not stand below the title;
- a heading that reads as an entry;
- an item of a list, or a paragraph, that ends in a separator and a number;
- a name and a number with no maximum;
- a value that holds the key of another field and a colon;
- a backslash that is meant for one sign, and makes prose of the whole line.

## Why

Such a line is kept as prose, and nothing else would say that a score, a field or an entry is lost.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

Story: 7

  • Verdict - 8/10
```

```text
5:1: RF127
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

Story: 7/10

  • Verdict - 8/10
```

## How to fix

Write the line as the message shows it. If it is prose, write a backslash before its text:
`\Story: 7`.

## Since

0.1.0
"""
