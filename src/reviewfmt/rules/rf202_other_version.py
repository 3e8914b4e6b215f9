"""A JSON document of another major version.

## What it asks

`reviewfmt` names a version of the format whose first number this program knows: `1.0`, `1.3`. Of
a later `1.x` all is read that this program knows; RF205 names the rest.

## Why

A document of another version can mean something else by the same key; a wrong reading is worse
than none.

## Bad example

```json
{"reviewfmt": "2.0", "title": "Harbour Lights Review: Calm at sea", "work": "Harbour Lights",
 "season": null, "tagline": "Calm at sea",
 "metadata": {"author": null, "published": null, "language": null, "extra": {}},
 "guides": [], "sections": [], "ratings": [],
 "verdict": {"score": {"value": 8, "out_of": 10}, "note": null},
 "boilerplate": []}
```

```text
1:15: RF202
```

## Good example

```json
{"reviewfmt": "1.0", "title": "Harbour Lights Review: Calm at sea", "work": "Harbour Lights",
 "season": null, "tagline": "Calm at sea",
 "metadata": {"author": null, "published": null, "language": null, "extra": {}},
 "guides": [], "sections": [], "ratings": [],
 "verdict": {"score": {"value": 8, "out_of": 10}, "note": null},
 "boilerplate": []}
```

## How to fix

Convert the document with the version of reviewfmt that wrote it, or update reviewfmt.

## Since

0.1.0
"""
