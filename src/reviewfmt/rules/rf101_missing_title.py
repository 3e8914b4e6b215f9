"""A document without a title.

## What it asks

The first line that is no comment and no boilerplate is the title: the name of the work, then
`Review`, with the season and a tagline if there are any. No later line takes its place.

## Why

Everything else hangs on the title: the work, the season that is reviewed, the headline of every
published output. A first line that is an entry, a verdict, a field or a paragraph is no title; nor
is one with no `Review` and no season where a later line has both the form and the word of a title.

## Bad example

```review
Author: Ana Lima

A quiet show about ferries.

  • Verdict - 8/10
```

```text
1:1: RF101
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Begin with a title line such as `Harbour Lights Season 1 Review – Calm at sea`. Any first line is
the title with `# ` before it: `# Home`. The text of another site's page becomes a draft with
`reviewfmt adopt`, which looks for the title among its menus.

## Since

0.1.0
"""
