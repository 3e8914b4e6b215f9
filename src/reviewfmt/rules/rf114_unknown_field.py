"""A field whose key looks like a misspelling of a known one.

## What it checks

No key below the title differs from a known key by a single typing error. You can use your own keys;
they are kept as text.

## Why

A misspelled key is kept as an unknown field, so no output shows its author, date or language.

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

Write the key that the message suggests.

## Since

1.0.0
"""
