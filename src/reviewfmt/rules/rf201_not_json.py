"""A JSON document that is not valid JSON.

## What it checks

The file is valid JSON as defined in RFC 8259: no comments, no trailing commas, no NaN, no duplicate
keys.

## Why

JSON parsers tolerate different mistakes. A strictly valid file is read the same way by all of them.

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

Correct the character at the place in the message.

## Since

1.0.0
"""
