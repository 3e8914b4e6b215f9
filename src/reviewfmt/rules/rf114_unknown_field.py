"""A field whose key looks like a slip of a known one.

## What it asks

No key of a field below the title is one slip away from a known key. A key of your own is fine, and
is kept as text.

## Why

A misspelled key is kept as a field of its own, so no output shows an author, a date or a language.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Authr: Ana Lima
Network: Channel 9

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
Network: Channel 9

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the key that the message names.

## Since

0.1.0
"""
