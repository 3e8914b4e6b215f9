"""A picture that is not embedded in the output.

## What it checks

An e-book, a docx or an odt contains every picture of its review, and an e-book also contains its
cover. The rule does not apply to formats that refer to pictures by their addresses, such as HTML
and Markdown.

## Why

Such a document is often read without access to other files. It contains pictures whose addresses
are paths of PNG, JPEG, GIF or WebP files (no WebP in a docx) in the folder of the review or below
it. Each can have up to 10 MiB, and all together up to 32 MiB. Pictures are never downloaded during
a conversion. For every other picture, the address and the alternative text are kept, and the reason
is reported.

## Bad example

```review to=epub
Harbour Lights Season 1 Review – Calm at sea

Published: 2024-04-11

A quiet show about ferries.

![The pier at night](pier.jpg)

  • Verdict - 8/10
```

```text
7:1: RF509
```

## Good example

```review to=html
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

![The pier at night](pier.jpg)

  • Verdict - 8/10
```

## How to fix

Put the picture beside the review, and use its path. If the address is enough, you do not have to do
anything.

## Since

1.0.0
"""
