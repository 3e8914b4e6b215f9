"""A language that cannot be read.

## What it checks

`Language` contains a BCP 47 tag, such as `en`, `pt-BR` or `zh-Hans`.

## Why

Screen readers, hyphenation and shops need the tag; they do not understand the name of a language.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Language: British English

A quiet show about ferries.

  • Verdict - 8/10
```

```text
3:1: RF116
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Language: en-GB

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the tag of the language.

## Since

1.0.0
"""
