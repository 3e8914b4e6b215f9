"""Two reviews of the same season in a book or a site.

## What it checks

The reviews that are published together cover different seasons or different works.

## Why

Two people may have reviewed the same season. But often the reviews are two versions of one text, or
one of them has the wrong season. Both are published. On a site, the address of the later one has a
number, such as `season-1-2/`.

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

Leave one of them out, or correct its title or its `Season` field. If both are intended, you do not
have to do anything.

## Since

1.0.0
"""
