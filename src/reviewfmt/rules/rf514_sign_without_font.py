"""A character in a PDF that no font can show.

## What it checks

The machine has a font for each script in the reviews of the book.

## Why

A PDF contains the fonts that it uses. Fonts for Latin, Greek and Cyrillic are installed with typst;
fonts for other scripts must be installed on the system. A character without a font is a box in the
PDF, and screen readers cannot read it. An EPUB and a page need no fonts, because they use those of
the reader's device.

## Bad example

```console
reviewfmt book reviews/ -o shelf.pdf
```

```text
-:1:1: RF514
```

## Good example

```console
apt install fonts-noto-core fonts-noto-cjk
reviewfmt book reviews/ -o shelf.pdf
```

## How to fix

Install fonts for the languages of the reviews, such as the Noto fonts.

## Since

1.0.0
"""
