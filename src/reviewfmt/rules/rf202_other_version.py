"""A JSON document of a different major version.

## What it checks

`reviewfmt` gives a version of the format with a major number that this program supports: `1.0`,
`1.3`. From a later `1.x` document, this program reads everything that it knows; RF205 reports the
rest.

## Why

In a different major version, the same key can have another meaning. Wrong data would be worse than
an error.

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

1.0.0
"""
