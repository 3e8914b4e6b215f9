"""Lines of boilerplate that an output leaves out.

## What it asks

The review holds no boilerplate, or is converted to a format that keeps such lines:
`review` or `json`.

## Why

Menus and readers' comments do not belong in a published review. They are left out, but not
silently.

## Bad example

```review to=html
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10

Leave a comment
```

```text
1:1: RF503
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Nothing has to be done. `format --strip-boilerplate` removes the lines from the review too.

## Since

0.1.0
"""
