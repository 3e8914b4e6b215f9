"""A field that appears twice.

## What it checks

Each field appears only once below the title, regardless of the language and the case of its key.

## Why

If there are two authors or two dates, only one can be used, and nobody can tell which.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Author: Ana Lima
Author: Ben Okri

A quiet show about ferries.

  • Verdict - 8/10
```

```text
4:1: RF117
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Author: Ana Lima and Ben Okri

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Keep one of the lines, and write all values in it.

## Since

1.0.0
"""
