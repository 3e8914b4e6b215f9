"""A second title.

## What it asks

One line at most is marked as the title with a single `#`.

## Why

A review has one title. In Markdown a single `#` opens chapters as well; here it marks the title,
and a second one is read as a heading.

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

Write two signs before a heading: `## Story`.

## Since

0.1.0
"""
