"""A sign of a PDF that no font can show.

## What it asks

For each script that the reviews of a book are written in, the machine has a font.

## Why

A PDF holds the letters that it shows. Those of Latin, Greek and Cyrillic come with the program that
makes it; those of other scripts come from the fonts of the system. A sign that none of them has is
a box in the PDF, and no program can read it aloud. An EPUB and a page need no fonts: those of the
reader show them.

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

0.1.0
"""
