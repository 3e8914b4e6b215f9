"""Text to canonical text, each line in its place (spec, "The canonical form").

What a text says is not changed: the result is read again before it is returned, and refused
when it reads as another review.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
from reviewfmt.printer import may_be_heading, must_escape, print_entries, print_leaf
from reviewfmt.shapes import KEYS, TITLE, lenient_field


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
    if strip_boilerplate:
        parsed = replace(parsed, review=replace(parsed.review, boilerplate=()))
    formatted = _Layout(parsed).text()
    again = parse(formatted, boilerplate)
    if again.review != parsed.review:
        message = "the canonical text would read as another review, and is not written"
        help_ = "please report this file: it is a fault of the formatter"
        raise ReviewError([Diagnostic("RF121", message, parsed.review.title.span, help=help_)])
    return formatted


_ASIDE = (Comment, Boilerplate)
_CLOSING = (Item, Rating, Verdict)


class _Layout:
    """The leaves of a text in their order, and what stands between and before them."""

    def __init__(self, parsed: Parsed) -> None:
        self.review: Review = parsed.review
        self.leaves = [leaf for leaf in parsed.leaves if not self._stripped(leaf)]
        self.lines = parsed.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        inside = range(self.leaves[0].span.line, self.leaves[-1].span.end_line)
        self.tight = not any(self._is_blank(line) for line in inside)
        self.entry_lines: dict[int, str] = {}
        self.group: dict[int, int] = {}
        self._gather_groups()

    def _stripped(self, leaf: Leaf) -> bool:
        return isinstance(leaf, Boilerplate) and not self.review.boilerplate

    def _is_blank(self, line: int) -> bool:
        return not self.lines[line - 1].replace("\ufeff", "").strip()

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

    # -- lines --------------------------------------------------------------------------------

    def text(self) -> str:
        lines = self._lines()
        out: list[str] = []
        for at, line in enumerate(lines):
            if at and not self._together(at - 1, at):
                out.append("")
            leaf = self.leaves[at]
            if isinstance(leaf, Episode) and self._heads_guide(at):
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
            lines[at] = self._season(at, leaf) if isinstance(leaf, SeasonLine) else self._line(leaf)
            if not isinstance(leaf, _ASIDE):
                prose_follows = isinstance(leaf, Item)
        return lines

    def _season(self, at: int, leaf: SeasonLine) -> str:
        """Return a line of seasons; below prose, only its bar tells links from a heading."""
        line = " | ".join(f"Season {number}" for number in leaf.seasons)
        after = self._neighbour(at + 1, 1)
        leads = isinstance(after, (SeasonLine, GuideHeading, Episode))
        body = any(isinstance(one, (Paragraph, Heading, Item)) for one in self.leaves[:at])
        return line if leads or not body else f"{line} |"

    def _line(self, leaf: Leaf) -> str:
        match leaf:
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
        before = self._content_before(at)
        leaf = before[-1] if before else None
        lead = [type(one) for one in before[-2:]]
        structure = any(isinstance(one, (GuideHeading, Episode, Verdict)) for one in before)
        if must_escape(
            text,
            after_guide=Episode in lead,
            after_verdict=any(isinstance(one, Verdict) for one in before),
        ):
            return True
        if isinstance(leaf, (Title, Field)) and lenient_field(text):
            return True
        title = self.review.title
        weak = title.season is None and title.tagline is None and not structure
        if weak and TITLE.match(text):
            return True
        return may_be_heading(text) and (prose_follows or isinstance(leaf, Heading))

    def _content_before(self, at: int) -> list[Leaf]:
        return [leaf for leaf in self.leaves[:at] if not isinstance(leaf, _ASIDE)]

    # -- blank lines --------------------------------------------------------------------------

    def _heads_guide(self, at: int) -> bool:
        """Tell whether an entry opens a guide that the source gives no heading."""
        group = self.group[id(self.leaves[at])]
        for leaf in reversed(self.leaves[:at]):
            if isinstance(leaf, GuideHeading):
                return False
            if not isinstance(leaf, (*_ASIDE, SeasonLine)):
                return self.group.get(id(leaf)) != group
        return True

    def _together(self, first: int, second: int) -> bool:
        """Tell whether no blank line stands between two neighbours."""
        a, b = self.leaves[first], self.leaves[second]
        before, after = self._neighbour(first, -1), self._neighbour(second, 1)
        if isinstance(a, _ASIDE) or isinstance(b, _ASIDE):
            if before is not None and after is not None and self._one_group(before, after):
                return True
            if isinstance(a, Comment) or (
                isinstance(a, Boilerplate) and isinstance(b, Boilerplate)
            ):
                return self._touching(a, b) and not self.tight
            return False
        return self._one_group(a, b)

    def _neighbour(self, at: int, step: int) -> Leaf | None:
        while 0 <= at < len(self.leaves):
            if not isinstance(self.leaves[at], _ASIDE):
                return self.leaves[at]
            at += step
        return None

    def _touching(self, a: Leaf, b: Leaf) -> bool:
        """Tell whether no blank line stands between two leaves in the source."""
        return not any(self._is_blank(line) for line in range(a.span.end_line + 1, b.span.line))

    def _one_group(self, a: Leaf, b: Leaf) -> bool:
        if isinstance(a, Field) and isinstance(b, Field):
            return True
        if isinstance(a, SeasonLine) and isinstance(b, SeasonLine):
            return True
        if id(a) in self.group and self.group.get(id(b)) == self.group[id(a)]:
            return True
        return self._in_verdict_block(a, b)

    def _in_verdict_block(self, a: Leaf, b: Leaf) -> bool:
        """Tell whether two leaves stand in one block with the verdict, between its ratings."""
        verdict = self.review.verdict
        if verdict is None or not self._same_block(a, b) or not self._same_block(a, verdict):
            return False
        closing: tuple[Leaf, ...] = (*self.review.ratings, verdict)
        ends = [one for one in closing if self._same_block(one, verdict)]
        first = min(one.span.offset for one in ends)
        last = max(one.span.offset for one in ends)
        return first <= a.span.offset and b.span.offset <= last

    def _same_block(self, a: Leaf, b: Leaf) -> bool:
        if a.span.offset > b.span.offset:
            a, b = b, a
        if not self.tight:
            return self._touching(a, b)
        low, high = self.leaves.index(a), self.leaves.index(b)
        return all(isinstance(leaf, _CLOSING) for leaf in self.leaves[low : high + 1])
