"""A file that cannot be read.

## What it asks

Each path that is named is there and can be read: a file, or a folder to search.

## Why

A check that passes over a file without a word would call it good.

## Bad example

```console
reviewfmt check missing.review
```

```text
missing.review:1:1: RF100
```

## Good example

```console
reviewfmt check samples/metallic-rouge.review
```

## How to fix

Correct the path, or the permissions of the file.

## Since

0.1.0
"""
