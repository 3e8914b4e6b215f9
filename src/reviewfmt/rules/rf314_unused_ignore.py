"""An ignore that silences nothing.

## What it checks

Each code in a comment `% ignore: …` or `% ignore-file: …` silences a finding. Codes of rules that
the configuration or the command line turns off are not reported.

## Why

The finding that the comment silenced has been corrected. If the comment stays, it hides the next
mistake of the same kind.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
% ignore: RF302
Episode 2: The Fog Horn -| Review Score – 4/5

A quiet show about ferries.

  • Verdict - 8/10
```

```text
6:11: RF314 RF302 is ignored here, but nothing of it is found
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

Episode Guide

Episode 1: Low Tide -| Review Score – 4/5
% ignore: RF302 – the second episode was never shown
Episode 3: Slack Water -| Review Score – 4/5

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Remove the code, or the comment. `check --fix` does this.

## Since

1.0.0
"""
