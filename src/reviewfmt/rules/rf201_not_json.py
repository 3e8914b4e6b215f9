"""A JSON document that is no JSON.

## What it asks

The file is JSON as RFC 8259 has it: no comments, no trailing commas, no NaN, no key twice.

## Why

Readers of JSON differ in what they forgive; what is refused here reads the same everywhere.

## Bad example

```json
{"reviewfmt": "1.0", "title": "Harbour Lights Review: Calm at sea", "work": "Harbour Lights",
 "season": null, "tagline": "Calm at sea",
 "metadata": {"author": null, "published": null, "language": null, "extra": {}},
 "guides": [], "sections": [], "ratings": [],
 "verdict": {"score": {"value": 8, "out_of": 10}, "note": null},
 "boilerplate": [],}
```

```text
6:20: RF201
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

Correct the character that the message points to.

## Since

0.1.0
"""
