"""A field that stands twice.

## What it asks

Each field stands once under the title, whatever its language and the case of its letters.

## Why

Of two authors or two dates only one could be used, and nobody could tell which.

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

Keep one of the lines, with all that has to be said in it.

## Since

0.1.0
"""
