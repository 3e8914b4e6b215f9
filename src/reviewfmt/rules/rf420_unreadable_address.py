"""A field that should give a web page, but does not.

## What it checks

The value of `TMDB`, `IMDb`, `AniList` or `Wikidata` is an identifier on that site (`tv/1396`,
`tt0903747`, `anime/1`, `Q1079`) or the address of a page there. The value of `Canonical` is a web
address. The values of `Aliases` are paths within a site, such as `/2024/harbour-lights.html`.

## Why

These fields tell search engines which work the review is about and where the review is published. A
page leaves out values that are not valid. For each alias, a site has a page that leads to the
review.

## Bad example

```review
Harbour Lights Season 1 Review – Calm at sea

IMDb: 8.1/10

A quiet show about ferries.

  • Verdict - 8/10
```

```text
3:1: RF420 the IMDb field is "8.1/10", expected an identifier
```

## Good example

```review
Harbour Lights Season 1 Review – Calm at sea

IMDb: tt0903747

A quiet show about ferries.

  • Verdict - 8/10
```

## How to fix

Copy the identifier from the address of the page on that site. A rating on that site is not an
identifier; write it in the text, or in another field, such as `Ratings`.

## Since

1.0.0
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.fields import FieldSpec
from reviewfmt.model import FIELDS, Field
from reviewfmt.rules.context import Context, quoted, warning


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding at each field that should name a page and does not."""
    lines = {one.name: one for one in context.review.metadata.fields if one.name}
    for field in FIELDS:
        if field.address is not None and field.name in lines:
            yield from _site(context, field, lines[field.name])
    if "canonical" in lines:
        yield from _page(context, lines["canonical"])
    if "aliases" in lines:
        yield from _aliases(context, lines["aliases"])


def _site(context: Context, field: FieldSpec, line: Field) -> Iterator[Diagnostic]:
    from reviewfmt.identity import kind_of, named  # most reviews have no such field

    value, site = getattr(context.review.metadata, field.name), field.address
    if value is None or site is None or named(field, value, kind_of(context.review)) is not None:
        return
    message = f"the {field.label} field is {quoted(value)}, expected an identifier"
    help_ = f"write it like `{line.key}: {site.example}`, or an address of {site.host}"
    yield warning("RF420", message, line.span, help_)


def _page(context: Context, line: Field) -> Iterator[Diagnostic]:
    from reviewfmt.addresses import is_web

    value = context.review.metadata.canonical
    if value is not None and not is_web(value):
        message = f"the {line.key} field is {quoted(value)}, expected a web address"
        help_ = f"write the full address: `{line.key}: https://example.org/harbour-lights`"
        yield warning("RF420", message, line.span, help_)


def _aliases(context: Context, line: Field) -> Iterator[Diagnostic]:
    from reviewfmt.addresses import page_of

    for value in context.review.metadata.aliases:
        if page_of(value) is None:
            message = f"the {line.key} field has {quoted(value)}, expected an address within a site"
            help_ = f"write only the path of the page: `{line.key}: /2024/harbour-lights.html`"
            yield warning("RF420", message, line.span, help_)
