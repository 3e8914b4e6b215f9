"""A JSON document against the schema.

## What it asks

The document has the shape of `schemas/review.schema.json`: every key that is required, no other
key but your own, which open with `x_`, every value of its kind. `reviewfmt schema` prints it. It
also keeps the constraints that a schema cannot say: the last number of a double episode is above
the first, a section names a guide that is there, a key of `extra` is no key of a known field.

## Why

What passes the schema can be used without a second look, by this program and by any other.

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

The message gives the path of the value, what was found and what is expected.

## Since

0.1.0
"""
