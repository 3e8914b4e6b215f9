"""A key that a later version of the format added.

## What it checks

In a document of a later version `1.x`, every key is known to this program, or is your own and
begins with `x_`.

## Why

The document is read as a document of the supported version. Keys that the later version added are
left out, and this rule reports them.

## Bad example

```json
{"reviewfmt": "1.3", "title": "Harbour Lights Review: Calm at sea", "work": "Harbour Lights",
 "season": null, "mood": "slow", "tagline": "Calm at sea",
 "metadata": {"author": null, "published": null, "language": null, "extra": {}},
 "guides": [], "sections": [], "ratings": [],
 "verdict": {"score": {"value": 8, "out_of": 10}, "note": null},
 "boilerplate": []}
```

```text
2:18: RF205
```

## Good example

```json
{"reviewfmt": "1.0", "title": "Harbour Lights Review: Calm at sea", "work": "Harbour Lights",
 "season": null, "x_mood": "slow", "tagline": "Calm at sea",
 "metadata": {"author": null, "published": null, "language": null, "extra": {}},
 "guides": [], "sections": [], "ratings": [],
 "verdict": {"score": {"value": 8, "out_of": 10}, "note": null},
 "boilerplate": []}
```

## How to fix

To read the key too, update reviewfmt. The document is correct.

## Since

1.0.0
"""
