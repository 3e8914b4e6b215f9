"""A letter grade.

## What it asks

A score is on a numeric scale.

## Why

Grades differ from school to school: nobody can say what B+ is out of ten without asking the
reviewer.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - B+
```

```text
5:15: RF109
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Write the score as a number over a number, such as `8/10`.

## Since

0.1.0
"""
