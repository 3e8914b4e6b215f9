"""Text to canonical text, each line in its place (spec, "The canonical form").

What a text says is not changed: the result is read again before it is returned, and refused
when it reads as another review.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reviewfmt.characters import strip
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.model import (
    Boilerplate,
    Comment,
    Episode,
    Field,
    GuideHeading,
    Heading,
    Item,
    ItemList,
    Leaf,
    Paragraph,
    Rating,
    Review,
    SeasonLine,
    Title,
    Verdict,
)
from reviewfmt.parser import Parsed, parse
from reviewfmt.printer import may_be_heading, must_escape, print_entries, print_leaf, shape
from reviewfmt.shapes import KEYS, lenient_field, rivals_title


def format_text(
    text: str, *, boilerplate: Sequence[str] = (), strip_boilerplate: bool = False
) -> str:
    """Return the canonical form of a review's text: LF, no byte order mark, UTF-8 when written.

    Comments, the site's lines and every word stay where they are; with `strip_boilerplate` the
    site's lines go. `boilerplate` are patterns of such lines beside the built-in ones.
    Raises ReviewError with the diagnostics of a text that has errors.
    """
    parsed = parse(text, boilerplate)
    if any(found.severity is Severity.ERROR for found in parsed.diagnostics):
        raise ReviewError(parsed.diagnostics)
    layout = _Layout(parsed, strip_boilerplate)
    formatted = layout.text()
    again = parse(formatted, boilerplate)
    if again.review != layout.review or any(
        found.severity is Severity.ERROR for found in again.diagnostics
    ):
        message = "the canonical text would read as another review, and is not written"
        help_ = "please report this file: it is a fault of the formatter"
        raise ReviewError([Diagnostic("RF121", message, parsed.review.title.span, help=help_)])
    return formatted


_ASIDE = (Comment, Boilerplate)
_CLOSING = (Item, Rating, Verdict)
_NO_VERDICT = -1


class _Layout:
    """The leaves of a text in their order, and what stands between and before them.

    What is asked of a leaf's surroundings is counted once, so that all takes linear time.
    """

    def __init__(self, parsed: Parsed, strip_boilerplate: bool = False) -> None:
        self.review: Review = parsed.review
        self.every = self.leaves = parsed.leaves
        if strip_boilerplate:
            self.review = replace(parsed.review, boilerplate=())
            self.leaves = tuple(one for one in self.every if not isinstance(one, Boilerplate))
        self.entry_lines: dict[int, str] = {}
        self.group: dict[int, int] = {}
        self._gather_groups()
        self._number_blocks(parsed.text)
        self._link()

    def _gather_groups(self) -> None:
        """Number what stands together: the entries of a guide, the items of a list."""
        number = 0
        for guide in self.review.guides:
            number += 1
            for entry, line in zip(guide.episodes, print_entries(guide.episodes), strict=True):
                self.entry_lines[id(entry)] = line
                self.group[id(entry)] = number
        for section in self.review.sections:
            for block in section.blocks:
                if isinstance(block, ItemList):
                    number += 1
                    self.group.update((id(item), number) for item in block.items)

    def _number_blocks(self, text: str) -> None:
        """Number the blocks of the source; `self.block` holds that of each leaf.

        A text with no blank line has a block for each leaf, but for lists and ratings.
        """
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        blanks = [0]
        for line in lines:
            blanks.append(blanks[-1] + (not strip(line)))
        spans = [leaf.span for leaf in self.leaves]
        ends = [leaf.span for leaf in (*self.every[:1], *self.every[-1:])]
        self.tight = not ends or blanks[ends[0].line] == blanks[ends[-1].end_line]
        if not self.tight:
            self.block = [blanks[span.line] for span in spans]
        else:
            self.block = [0]
            for before, leaf in pairwise(self.leaves):
                joined = isinstance(before, _CLOSING) and isinstance(leaf, _CLOSING)
                self.block.append(self.block[-1] + (not joined))
        self.verdict_block = _NO_VERDICT
        closing = [
            (block, leaf.span.offset)
            for block, leaf in zip(self.block, self.leaves, strict=True)
            if isinstance(leaf, (Rating, Verdict))
        ]
        for block, leaf in zip(self.block, self.leaves, strict=True):
            if isinstance(leaf, Verdict):
                self.verdict_block = block
        offsets = [offset for block, offset in closing if block == self.verdict_block]
        self.closing_range = (min(offsets), max(offsets)) if offsets else (0, 0)

    def _link(self) -> None:
        """Point each place to the leaf of content before and after it, and to what is known there.

        `solid` skips season lines too. `structure` tells whether a guide or the verdict stands
        above, `judged` whether the verdict does, `body` whether prose does.
        """
        self.before: list[int] = []
        self.solid: list[int] = []
        self.structure: list[bool] = []
        self.judged: list[bool] = []
        self.body: list[bool] = []
        before = solid = -1
        structure = judged = body = False
        for at, leaf in enumerate(self.leaves):
            self.before.append(before)
            self.solid.append(solid)
            self.structure.append(structure)
            self.judged.append(judged)
            self.body.append(body)
            if isinstance(leaf, _ASIDE):
                continue
            before = at
            solid = solid if isinstance(leaf, SeasonLine) else at
            structure = structure or isinstance(leaf, (GuideHeading, Episode, Verdict))
            judged = judged or isinstance(leaf, Verdict)
            body = body or isinstance(leaf, (Paragraph, Heading, Item))
        self.after = [-1] * len(self.leaves)
        following = -1
        for at in range(len(self.leaves) - 1, -1, -1):
            self.after[at] = following
            if not isinstance(self.leaves[at], _ASIDE):
                following = at

    # -- lines --------------------------------------------------------------------------------

    def text(self) -> str:
        """Return the canonical text."""
        lines = self._lines()
        out: list[str] = []
        for at, line in enumerate(lines):
            if at and not self._together(at - 1, at):
                out.append("")
            if isinstance(self.leaves[at], Episode) and self._heads_guide(at):
                out.extend(("Episode Guide", ""))
            out.append(line)
        return "\n".join(out) + "\n"

    def _lines(self) -> list[str]:
        """Return the line of each leaf; the last first, since prose asks what follows."""
        lines = [""] * len(self.leaves)
        prose_follows = False
        for at in range(len(self.leaves) - 1, -1, -1):
            leaf = self.leaves[at]
            if isinstance(leaf, Paragraph):
                escape = self._escape(at, leaf.text, prose_follows)
                lines[at] = ("\\" if escape else "") + leaf.text
                prose_follows = escape or not may_be_heading(leaf.text)
                continue
            lines[at] = (
                self._season(at, leaf) if isinstance(leaf, SeasonLine) else self._line(at, leaf)
            )
            if not isinstance(leaf, _ASIDE):
                prose_follows = isinstance(leaf, Item)
        return lines

    def _season(self, at: int, leaf: SeasonLine) -> str:
        """Return a line of seasons; below prose, only its bar tells links from a heading."""
        line = " | ".join(f"Season {number}" for number in leaf.seasons)
        after = self._at(self.after[at])
        leads = isinstance(after, (SeasonLine, GuideHeading, Episode))
        return line if leads or not self.body[at] else f"{line} |"

    def _line(self, at: int, leaf: Leaf) -> str:
        match leaf:
            case Item() if self._among_ratings(at) and shape(f"• {leaf.text}") == "ITEM_RATING":
                return f"  • \\{leaf.text}"
            case Episode():
                return self.entry_lines[id(leaf)]
            case GuideHeading():
                return "Episode Guide"
            case Field():
                key = leaf.key.lower()
                value = leaf.value
                if key in ("genre", "tags"):
                    value = ", ".join(part.strip() for part in value.split(",") if part.strip())
                name = key.capitalize() if key in KEYS else leaf.key
                return f"{name}: {value}".rstrip()
        return print_leaf(leaf)

    def _escape(self, at: int, text: str, prose_follows: bool) -> bool:
        before = self._at(self.before[at])
        earlier = self._at(self.before[self.before[at]]) if before else None
        below_guide = isinstance(before, Episode) or (
            isinstance(earlier, Episode) and not isinstance(before, Item)
        )
        if must_escape(text, before=before, after_guide=below_guide, after_verdict=self.judged[at]):
            return True
        if self._among_ratings(at) and shape(text) == "RATING":
            return True
        if isinstance(before, (Title, Field)) and lenient_field(text):
            return True
        title = self.review.title
        weak = title.season is None and title.tagline is None and not self.structure[at]
        if weak and rivals_title(text):
            return True
        return may_be_heading(text) and (prose_follows or isinstance(before, Heading))

    # -- blank lines --------------------------------------------------------------------------

    def _at(self, at: int) -> Leaf | None:
        return self.leaves[at] if at >= 0 else None

    def _heads_guide(self, at: int) -> bool:
        """Tell whether an entry opens a guide that the source gives no heading."""
        before = self._at(self.solid[at])
        if isinstance(before, GuideHeading):
            return False
        return self.group.get(id(before)) != self.group[id(self.leaves[at])]

    def _together(self, first: int, second: int) -> bool:
        """Tell whether no blank line stands between two neighbours."""
        a, b = self.leaves[first], self.leaves[second]
        if not isinstance(a, _ASIDE) and not isinstance(b, _ASIDE):
            return self._one_group(first, second)
        before = self.before[first] if isinstance(a, _ASIDE) else first
        after = self.after[second] if isinstance(b, _ASIDE) else second
        if before >= 0 and after >= 0 and self._one_group(before, after):
            return True
        sites = isinstance(a, Boilerplate) and isinstance(b, Boilerplate)
        if isinstance(a, Comment) or sites:
            return self.block[first] == self.block[second] and not self.tight
        return False

    def _one_group(self, first: int, second: int) -> bool:
        a, b = self.leaves[first], self.leaves[second]
        for kind in (Field, SeasonLine):
            if isinstance(a, kind) and isinstance(b, kind):
                return True
        if id(a) in self.group and self.group.get(id(b)) == self.group[id(a)]:
            return True
        return self._among_ratings(first) and self._among_ratings(second)

    def _among_ratings(self, at: int) -> bool:
        """Tell whether a leaf stands among the ratings and the verdict, in their block."""
        low, high = self.closing_range
        offset = self.leaves[at].span.offset
        return self.block[at] == self.verdict_block and low <= offset <= high
