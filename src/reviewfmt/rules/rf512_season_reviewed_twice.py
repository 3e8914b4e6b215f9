"""A season that two reviews of a book or a site are of.

## What it asks

The reviews that are published together are of different seasons, or of different works.

## Why

Two reviews of one season may be meant: two people have written one. Often they are two versions of
one text, or one of them names a wrong season. Both are published, the later one under an address
with a number, such as `season-1-2/`.

## Bad example

```console
reviewfmt site harbour-lights.review harbour-lights-copy.review -o public/
```

```text
harbour-lights-copy.review:1:1: RF512
```

## Good example

```console
reviewfmt site harbour-lights-1.review harbour-lights-2.review -o public/
```

## How to fix

Leave one of them out, or correct its title or its `Season` field. Where both are meant, nothing has
to be done.

## Since

0.1.0
"""
