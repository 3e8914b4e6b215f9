"""A plug-in that cannot be used, or that failed.

## What it asks

Each plug-in that `plugins` in the configuration names is installed, and its rules run to their end.
The other rules look at the review all the same, and `check` ends with 2.

## Why

What a plug-in looks for was not looked for: the review is not clean, and nobody knows.

## Bad example

```toml
plugins = ["stream"]
```

```text
a.review:1:1: RF701
```

## Good example

```console
pip install reviewfmt-streaming
```

## How to fix

Install the package of the plug-in where reviewfmt is installed, or remove its name from `plugins`.
Where a rule failed, the message says how; report it to whoever maintains the plug-in.

## Since

0.1.0
"""
