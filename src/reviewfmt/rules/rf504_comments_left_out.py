"""Comments that an output leaves out.

## What it asks

The review holds no comments (lines that open with `%`), or is converted to `review`, which keeps
them.

## Why

Comments are for those who write the review. They are left out, but not silently.

## Bad example

```review to=html
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

% Ask Ben about the ending.

  • Verdict - 8/10
```

```text
1:1: RF504
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Nothing has to be done. Write as a paragraph what readers should see.

## Since

0.1.0
"""
