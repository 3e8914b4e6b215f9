"""A JSON document that no review text reads as.

## What it asks

The document can be written as a review that reads back as the same document: so `work`, `season`
and `tagline` are what the title line names.

## Why

A document whose parts contradict its title would change on its way through the text.

## Bad example

```json
{"reviewfmt": "1.0", "title": "Harbour Lights Review: Calm at sea", "work": "Harbour Nights",
 "season": null, "tagline": "Calm at sea",
 "metadata": {"author": null, "published": null, "language": null},
 "guides": [], "sections": [], "ratings": [],
 "verdict": {"value": 8, "out_of": 10},
 "boilerplate": []}
```

```text
1:77: RF204
```

## Good example

```json
{"reviewfmt": "1.0", "title": "Harbour Lights Review: Calm at sea", "work": "Harbour Lights",
 "season": null, "tagline": "Calm at sea",
 "metadata": {"author": null, "published": null, "language": null},
 "guides": [], "sections": [], "ratings": [],
 "verdict": {"value": 8, "out_of": 10},
 "boilerplate": []}
```

## How to fix

Change the part that the message names, so that it agrees with the title.

## Since

0.1.0
"""
