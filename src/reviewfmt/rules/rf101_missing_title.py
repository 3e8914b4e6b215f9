"""A document without a title.

## What it checks

The first line that is not a comment or boilerplate is the title: the name of the work, then
`Review`, with the season and a tagline if there are any. A later line cannot be the title.

## Why

The title gives the work, the season, and the headline of every published output. A first line that
is an entry, a verdict, a field or a paragraph is not a title. A first line without `Review` and
without a season is not a title either if a later line has the form of a title and the word
`Review`.

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

Begin the file with a title line such as `Harbour Lights Season 1 Review – Calm at sea`. With `# `
before it, any first line is the title: `# Home`. To make a draft from the text of another site's
page, use `reviewfmt adopt`, which looks for the title among the menus.

## Since

1.0.0
"""
