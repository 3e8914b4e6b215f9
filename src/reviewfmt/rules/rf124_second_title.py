"""A second title.

## What it checks

At most one line is marked as the title with a single `#`.

## Why

A review has one title. In Markdown, a single `#` can also mark chapters. In a review it marks the
title, and a second such line is read as a heading.

## Bad example

```review
# Harbour Lights Season 1 Review – Calm at sea

# Story

A quiet show about ferries.

  • Verdict - 8/10
```

```text
3:1: RF124
```

## Good example

```review
# Harbour Lights Season 1 Review – Calm at sea

## Story

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write `##` before a heading: `## Story`.

## Since

1.0.0
"""
