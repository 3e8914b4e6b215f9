"""A plug-in that cannot be used, or that failed.

## What it checks

Each plug-in that `plugins` in the configuration names is installed, and its rules run without an
error. If not, the other rules still check the review, and `check` exits with 2.

## Why

The rules of the plug-in did not run, so nobody knows whether the review is correct.

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

Install the package of the plug-in in the same environment as reviewfmt, or remove its name from
`plugins`. If a rule failed, the message gives the reason; report it to the maintainer of the
plug-in.

## Since

1.0.0
"""
