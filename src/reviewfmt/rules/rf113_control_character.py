r"""A control character.

## What it asks

The text holds no control characters but tabs and line ends.

## Why

They cannot be seen, and XML, and with it EPUB, cannot hold them.

## Bad example

```review escaped
Harbour Lights Season 1 Review – Calm at sea

A quiet show\x07about ferries.

  • Verdict - 8/10
```

```text
3:13: RF113
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Delete the character (written `\x07` above). A terminal or an old word processor often leaves one
behind. `check --fix --unsafe-fixes` deletes all of a line, and puts a line end where a word
processor has its own, U+000B or U+000C.

## Since

0.1.0
"""
