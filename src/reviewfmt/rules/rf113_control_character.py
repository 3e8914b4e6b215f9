r"""A control character.

## What it checks

The text contains no control characters except tabs and line ends.

## Why

Control characters are invisible, and XML formats such as EPUB cannot contain them.

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

Delete the character (written `\x07` above). Terminals and old word processors often leave such
characters behind. `check --fix --unsafe-fixes` deletes all of them in a line. It replaces the line
ends of word processors, U+000B and U+000C, with ordinary line ends.

## Since

1.0.0
"""
