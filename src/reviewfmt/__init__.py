r"""Reviews of series in plain text: read, check, write and convert them.

    >>> import reviewfmt
    >>> review = reviewfmt.loads("A Show Review – good\n\nIt is good.\n\nVerdict - 7/10\n")
    >>> review.work, str(review.verdict.score)
    ('A Show', '7/10')

Everything here is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module

from reviewfmt import version

TYPE_CHECKING = False  # importing typing for it would be half of what this module takes
if TYPE_CHECKING:
    from reviewfmt.comparison import Change as Change
    from reviewfmt.comparison import changes as changes
    from reviewfmt.diagnostic import Diagnostic as Diagnostic
    from reviewfmt.diagnostic import Edit as Edit
    from reviewfmt.diagnostic import Fix as Fix
    from reviewfmt.diagnostic import ReviewError as ReviewError
    from reviewfmt.diagnostic import Severity as Severity
    from reviewfmt.editing import edit as edit
    from reviewfmt.library import Converted as Converted
    from reviewfmt.library import convert as convert
    from reviewfmt.library import convert_with_losses as convert_with_losses
    from reviewfmt.library import dump as dump
    from reviewfmt.library import dumps as dumps
    from reviewfmt.library import format as format
    from reviewfmt.library import from_json as from_json
    from reviewfmt.library import load as load
    from reviewfmt.library import loads as loads
    from reviewfmt.library import to_json as to_json
    from reviewfmt.library import validate as validate
    from reviewfmt.linter import check as check
    from reviewfmt.model import AnyScore as AnyScore
    from reviewfmt.model import Block as Block
    from reviewfmt.model import Boilerplate as Boilerplate
    from reviewfmt.model import Comment as Comment
    from reviewfmt.model import Episode as Episode
    from reviewfmt.model import Field as Field
    from reviewfmt.model import Figure as Figure
    from reviewfmt.model import Grade as Grade
    from reviewfmt.model import Guide as Guide
    from reviewfmt.model import GuideHeading as GuideHeading
    from reviewfmt.model import Heading as Heading
    from reviewfmt.model import Item as Item
    from reviewfmt.model import ItemList as ItemList
    from reviewfmt.model import Leaf as Leaf
    from reviewfmt.model import Metadata as Metadata
    from reviewfmt.model import Node as Node
    from reviewfmt.model import Paragraph as Paragraph
    from reviewfmt.model import Quote as Quote
    from reviewfmt.model import Rating as Rating
    from reviewfmt.model import Review as Review
    from reviewfmt.model import Score as Score
    from reviewfmt.model import SeasonLine as SeasonLine
    from reviewfmt.model import Section as Section
    from reviewfmt.model import Title as Title
    from reviewfmt.model import Verdict as Verdict
    from reviewfmt.model import walk as walk
    from reviewfmt.parser import Parsed as Parsed
    from reviewfmt.parser import parse as parse
    from reviewfmt.records import Row as Row
    from reviewfmt.records import rows as rows
    from reviewfmt.span import Span as Span
    from reviewfmt.syntax.inline import Emphasis as Emphasis
    from reviewfmt.syntax.inline import Inline as Inline
    from reviewfmt.syntax.inline import Link as Link
    from reviewfmt.syntax.inline import Spoiler as Spoiler
    from reviewfmt.syntax.inline import Strong as Strong
    from reviewfmt.syntax.inline import Text as Text

__all__ = [
    "AnyScore",
    "Block",
    "Boilerplate",
    "Change",
    "Comment",
    "Converted",
    "Diagnostic",
    "Edit",
    "Emphasis",
    "Episode",
    "Field",
    "Figure",
    "Fix",
    "Grade",
    "Guide",
    "GuideHeading",
    "Heading",
    "Inline",
    "Item",
    "ItemList",
    "Leaf",
    "Link",
    "Metadata",
    "Node",
    "Paragraph",
    "Parsed",
    "Quote",
    "Rating",
    "Review",
    "ReviewError",
    "Row",
    "Score",
    "SeasonLine",
    "Section",
    "Severity",
    "Span",
    "Spoiler",
    "Strong",
    "Text",
    "Title",
    "Verdict",
    "changes",
    "check",
    "convert",
    "convert_with_losses",
    "dump",
    "dumps",
    "edit",
    "format",
    "from_json",
    "load",
    "loads",
    "parse",
    "rows",
    "to_json",
    "validate",
    "walk",
]

__version__ = version.VERSION

_HOMES = {
    "comparison": ("Change", "changes"),
    "diagnostic": ("Diagnostic", "Edit", "Fix", "ReviewError", "Severity"),
    "editing": ("edit",),
    "library": (
        "Converted",
        "convert",
        "convert_with_losses",
        "dump",
        "dumps",
        "format",
        "from_json",
        "load",
        "loads",
        "to_json",
        "validate",
    ),
    "linter": ("check",),
    "parser": ("Parsed", "parse"),
    "records": ("Row", "rows"),
    "span": ("Span",),
    "syntax.inline": ("Emphasis", "Inline", "Link", "Spoiler", "Strong", "Text"),
}
"""The public names of each module; those that no module has here are of `model`."""


def __getattr__(name: str) -> object:
    """Import a public name when it is first used (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = next((module for module, names in _HOMES.items() if name in names), "model")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
