"""Comments that an output leaves out.

## What it checks

The review contains no comments (lines that begin with `%`), or is converted to `review`, which
keeps them.

## Why

Comments are for the authors of a review. They are left out, and this is reported.

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

You do not have to do anything. If readers should see the text, write it as a paragraph.

## Since

1.0.0
"""
