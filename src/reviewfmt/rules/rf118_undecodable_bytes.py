"""Bytes that are no text.

## What it asks

The file is UTF-8, or UTF-16 with a byte order mark.

## Why

A guess at the encoding turns names and quotes into rubbish; so nothing is guessed, and nothing is
written.

## Bad example

```review encoding=cp1252
Harbour Lights Season 1 Review - Calm at sea

A quiet café by the sea.

  * Verdict - 8/10
```

```text
3:12: RF118
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet café by the sea.

  • Verdict - 8/10
```

## How to fix

Save the file as UTF-8. The bad example is the same text as Windows-1252.

## Since

0.1.0
"""
