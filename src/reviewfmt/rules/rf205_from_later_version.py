"""A key that a later version of the format added.

## What it asks

Every key of a document of a later version `1.x` is one that this program knows, or your own: it
opens with `x_`.

## Why

The document is read as one of this version. What that version added is left out, and you should
know that it is.

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

Update reviewfmt to read the key too. Nothing is wrong with the document.

## Since

0.1.0
"""
