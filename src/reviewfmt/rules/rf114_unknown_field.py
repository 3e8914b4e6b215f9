"""A field whose key is not known.

## What it asks

The fields under the title have the keys Author, Published, Language, Network, Genre, Tags, Cover
and Spoilers.

## Why

A misspelled key is kept in the text, but no output uses its value.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Authr: Ana Lima

A quiet show about ferries.

  • Verdict - 8/10
```

```text
3:1: RF114
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Author: Ana Lima

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Use the key that the message names, or make the line a comment with `%`.

## Since

0.1.0
"""
