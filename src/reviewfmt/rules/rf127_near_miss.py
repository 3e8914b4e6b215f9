r"""A line of prose that nearly has another meaning.

## What it checks

No line of prose nearly matches another kind of line. The rule reports:

- a field that is not directly below the title;
- a heading that reads as an entry;
- an item of a list, or a paragraph, that ends with a separator and a number;
- a name and a number without a maximum;
- a value that contains the key of another field and a colon;
- a backslash that is meant for one character, but makes the whole line prose.

## Why

Such a line is kept as prose. Without a warning, you would not notice that a score, a field or an
entry is missing.

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

Write the line as the message shows it. If it is prose, write a backslash before its text: `\Story:
7`.

## Since

1.0.0
"""
