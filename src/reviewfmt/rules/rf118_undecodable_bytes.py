"""Bytes that are not text.

## What it checks

The file is UTF-8, or UTF-16 with a byte order mark.

## Why

A wrong guess at the encoding garbles names and quotation marks. So reviewfmt does not guess, and
writes nothing.

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

Save the file as UTF-8. The bad example is the same text in Windows-1252.

## Since

1.0.0
"""
