"""A JSON document that violates the schema.

## What it checks

The document matches `schemas/review.schema.json`: it has every required key, every value has the
right type, and all other keys are your own and begin with `x_`. `reviewfmt schema` prints the
schema. The document also satisfies the constraints that a schema cannot express: the last number of
a double episode is larger than the first, a section refers to an existing guide, and a key in
`extra` is not the key of a known field.

## Why

Any program can use a document that matches the schema without further checks.

## Bad example

```json
{"reviewfmt": "1.0", "title": "Harbour Lights Review: Calm at sea", "work": "Harbour Lights",
 "season": null, "tagline": "Calm at sea",
 "metadata": {"author": null, "published": null, "language": null, "extra": {}},
 "guides": [], "sections": [], "ratings": [],
 "verdict": {"score": {"value": "8", "out_of": 10}, "note": null},
 "boilerplate": []}
```

```text
5:33: RF203
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

The message gives the path of the value, what was found, and what was expected.

## Since

1.0.0
"""
