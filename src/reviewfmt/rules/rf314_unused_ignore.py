"""An ignore that silences nothing.

## What it asks

Each code that a comment `% ignore: …` or `% ignore-file: …` names silences a finding. Codes
that are not looked for, by the configuration or the command line, are not reported.

## Why

What the comment was for is mended; left in place, it would hide the next slip of the kind.

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

Remove the code, or the comment. `check --fix` does.

## Since

0.1.0
"""
