"""Lines of boilerplate that an output leaves out.

## What it checks

The review contains no boilerplate, or is converted to a format that keeps it: `review` or `json`.

## Why

Menus and comments of readers do not belong in a published review. They are left out, and this is
reported.

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

You do not have to do anything. `format --strip-boilerplate` also removes the lines from the review.

## Since

1.0.0
"""
