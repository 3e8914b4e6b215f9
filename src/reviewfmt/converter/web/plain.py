"""Turns the content of a page into semantic elements, whatever editor made it.

Editors write bold text as styles, lists as paragraphs, captions as tables, and the numbers of lists
as attributes. Here each becomes the element that HTML has for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from reviewfmt.characters import tidy
from reviewfmt.converter.accounting.addresses import past_counting
from reviewfmt.converter.units.html import CONTROLS
from reviewfmt.converter.web.furniture import unfolds
from reviewfmt.converter.web.tree import BLOCKS, HEADINGS, UNSEEN, Child, Element
from reviewfmt.pandoc_ast.scored import scores_in

_SPOILER = re.compile(r"(?:[a-z]{1,20}[-_])?spoiler(?:[-_]?(?:text|content|body|inner|hidden))?")
_TOGGLES = frozenset({"kg-toggle-card"})
_TITLES = frozenset({"msotitle", "title"})
_SUBTITLE = re.compile(r"(?:[a-z]{1,20}[-_]{0,2}){0,3}(?:sub-?title|standfirst|tagline|dek|chapo)")
"""The classes of the line below a title."""

_INLINE = frozenset(
    {"span", "font", "a", "b", "i", "em", "strong", "u", "s", "small", "big", "mark", "code", "sub"}
)
_CLASS = re.compile(r"(?:[a-z]{1,10})?\.([\w-]{1,60})\Z", re.IGNORECASE)
_WEIGHT = re.compile(r"(?<![\w-])font-weight\s*+:\s*+(\w{1,10})")
_SLANT = re.compile(r"(?<![\w-])font-style\s*+:\s*+(\w{1,10})")
_LISTED = re.compile(r"\bmso-list\s*+:\s*+(?!none)[a-z]", re.IGNORECASE)
_IGNORED = re.compile(r"\bmso-list\s*+:\s*+ignore", re.IGNORECASE)
_CHOSEN = frozenset({"selected-value", "chip", "badge", "pill"})
"""The classes of values that people choose from a list, each in its own element."""

_MOST_CHOSEN = 60
_NUMBER = re.compile(r"\d{1,9}")
_LAZY = ("data-src", "data-lazy-src", "data-original")
_EMOJI = frozenset({"emoji", "wp-smiley"})
_CAPTIONED = frozenset({"wp-caption", "captioned-image-container", "image-caption-container"})


class Style(NamedTuple):
    """Whether a text is bold, and whether it is italic; None if a style says nothing about it."""

    bold: bool | None = None
    italic: bool | None = None

    def over(self, other: Style) -> Style:
        """Return this style, completed with another one where it says nothing."""
        return Style(
            other.bold if self.bold is None else self.bold,
            other.italic if self.italic is None else self.italic,
        )


Sheet: TypeAlias = Mapping[str, tuple[int, Style]]
"""The style of each class in a style sheet, and its position there."""


def simplify(root: Element, content: Element, sheet: Sheet | None = None) -> None:
    """Replace the elements of a page's content by those that express its styles and classes.

    `sheet` are styles from outside the page; the page's own styles take precedence.
    """
    sheet = {**(sheet or {}), **_sheet(root)}
    for element in list(content.walk()):
        if element.parent is None:
            continue
        tag, classes = element.tag, element.classes
        if (score := _drawn_score(element)) is not None:
            element.tag = "span" if tag in UNSEEN or tag == "img" else tag
            element.put(score)
        elif tag in UNSEEN and tag != "head":
            element.remove()
        elif tag in ("p", "div", *HEADINGS) and classes & _TITLES and tag != "h1":
            element.tag = "h1"
        elif tag in ("p", "div", *HEADINGS) and any(map(_SUBTITLE.fullmatch, classes)):
            element.tag, element.attributes = "div", {"class": "subtitle"}
        elif tag == "main":
            element.tag = "div"
        elif tag == "button" and unfolds(element):
            element.tag, element.attributes = "span", {}
        elif tag in _INLINE:
            _mark(element, sheet)
            _part(element)
        elif tag == "img" and classes & _EMOJI and element.attributes.get("alt"):
            element.replace(element.attributes["alt"])
        elif tag == "img":
            _load(element)
        elif tag == "ol":
            _number(element)
        elif (tag == "table" and "tr-caption-container" in classes) or classes & _CAPTIONED:
            _frame(element)
        if tag == "a":
            _lead(element)
    _part_spans(content)
    _join_labels(content)
    _unframe(content)
    _list_paragraphs(content)
    _hide(content)


_LABELS = re.compile(
    r"(?:[\w-]{1,40}[-_])?(?:label|criteri(?:a|on)|aspect|category-name|rating-name|score-name)"
)
_VALUES = re.compile(
    r"(?:[\w-]{1,40}[-_])?(?:value|score|rating|items?|points|result|number|percent)s?"
)


def _part_spans(content: Element) -> None:
    """Put a space between two parts of a line that only a style separates: `8/10`, `Total`."""
    for parent in list(content.walk()):
        for at in range(len(parent.children) - 1, 0, -1):
            one, two = parent.children[at - 1 : at + 1]
            if not (isinstance(one, Element) and isinstance(two, Element)):
                continue
            if one.tag != "span" or two.tag != "span" or not (one.classes and two.classes):
                continue
            before, behind = one.text(), two.text()
            if len(before) > 1 and before[-1:].isalnum() and behind[:1].isupper():
                parent.children.insert(at, " ")


def _join_labels(content: Element) -> None:
    """Put a label and the value beside it, such as the fields of Drupal, on one line."""
    for element in list(content.walk()):
        inner = [one for one in element.children if isinstance(one, Element)]
        if len(inner) != 2 or element.tag not in ("div", "li", "p", "span", "section"):
            continue
        label, value = inner
        if not any(map(_LABELS.fullmatch, label.classes)):
            continue
        if not any(map(_VALUES.fullmatch, value.classes)) or len(value.text()) > _LONGEST_VALUE:
            continue
        said = tidy(label.text()).rstrip(" :\u00a0")
        parts = [one.text() for one in value.children if isinstance(one, Element) and one.text()]
        shown = ", ".join(parts) if len(parts) > 1 else value.text()
        if said and shown and not any(_has_text(element)):
            element.put(Element("strong").put(f"{said}:"), " ", shown)
            element.tag = "p" if element.tag in ("div", "section") else element.tag


def _has_text(element: Element) -> Iterator[bool]:
    return (bool(one.strip()) for one in element.children if isinstance(one, str))


_LONGEST_VALUE = 80


# -- marks ------------------------------------------------------------------------------------


def _style(said: str) -> Style:
    weight, slant = _WEIGHT.search(said), _SLANT.search(said)
    bold = italic = None
    if weight:
        value = weight[1].lower()
        bold = int(value) >= 600 if value.isdigit() else value in ("bold", "bolder")
    if slant:
        italic = slant[1].lower() in ("italic", "oblique")
    return Style(bold, italic)


def _sheet(root: Element) -> Sheet:
    """Return the style of each class in the page's own style sheets."""
    sheets = (one for one in root.walk() if one.tag == "style")
    return sheet_of("\n".join("".join(map(str, one.children)) for one in sheets))


def sheet_of(text: str) -> Sheet:
    """Return the style of each class in a style sheet."""
    found: dict[str, tuple[int, Style]] = {}
    place = 0
    for rule in text.split("}"):
        selectors, _, body = rule.partition("{")
        style = _style(body.lower())
        if style == Style():
            continue
        for selector in selectors.replace(";", ",").split(","):
            name = _CLASS.match(selector.strip())
            if name:
                place += 1
                key = name[1].lower()
                before = found[key][1] if key in found else Style()
                found[key] = place, style.over(before)
    return found


def _mark(element: Element, sheet: Mapping[str, tuple[int, Style]]) -> None:
    """Replace the style of an inline element by the marks that it stands for."""
    named = sorted((sheet[one] for one in element.classes if one in sheet), key=itemgetter(0))
    style = Style()
    for _, each in named:
        style = each.over(style)
    style = _style(element.attributes.get("style", "").lower()).over(style)
    tag = element.tag
    if (tag in ("b", "strong") and style.bold is False) or (
        tag in ("i", "em") and style.italic is False
    ):
        element.tag = "span"
    inner: Sequence[Child] = element.children
    for wanted, name in ((style.italic, "em"), (style.bold, "strong")):
        if wanted and tag not in ((name, "i") if name == "em" else (name, "b")):
            inner = [Element(name).put(*inner)]
    if inner is not element.children:
        element.put(*inner)


def _part(element: Element) -> None:
    """Put a comma before a value that is chosen from a list, if another value precedes it."""
    above = element.parent.children if element.parent is not None else []
    if element.tag != "span" or not element.classes & _CHOSEN or len(above) > _MOST_CHOSEN:
        return
    at = next((at for at, one in enumerate(above) if one is element), 0)
    before = above[at - 1] if at else None
    if isinstance(before, Element) and before.tag == "span" and before.classes & _CHOSEN:
        above.insert(at, ", ")


def _lead(link: Element) -> None:
    """Let a link lead directly to its target, without a page that counts clicks."""
    target = link.attributes.get("href", "")
    if (past := past_counting(target)) != target:
        link.attributes["href"] = past


def _drawn_score(element: Element) -> str | None:
    """Return the score that an element only draws, such as stars, in digits; None if it does not.

    Its label has it, or the text in place of a picture: people hear this who do not see the
    drawing.
    """
    given, is_picture = element.attributes, element.tag == "img"
    label = tidy(given.get("aria-label") or given.get("alt" if is_picture else "title", ""))
    if not 0 < len(label) <= _LONGEST_LABEL or element.tag in CONTROLS:
        return None
    found = next(scores_in(label), None)
    if found is None:
        return None
    if element.text() and not ("aria-label" in given and given.get("role") == "img"):
        return None
    if any(one.tag == "img" for one in element.walk() if one is not element):
        return None
    before, behind = label[: found.start], label[found.end :].strip(" .)]")
    before = "" if _RATED.fullmatch(before) else before
    if is_picture and (before or behind):
        return None
    return tidy(f"{before}{found.score.value:f}/{found.score.out_of:f} {behind}")


_RATED = re.compile(r"[(\[]?(?:[^\W\d_]{1,20})?[ ([]*")
_LONGEST_LABEL = 60
# -- lists and pictures -----------------------------------------------------------------------


def _number(element: Element) -> None:
    """Write the numbers of a list into the text of its items if they do not count up by one."""
    items = [one for one in element.children if isinstance(one, Element) and one.tag == "li"]
    backwards = "reversed" in element.attributes
    start = element.attributes.get("start", "")
    number = int(start) if _NUMBER.fullmatch(start) else len(items) if backwards else 1
    first, said = number, []
    for item in items:
        value = item.attributes.get("value", "")
        number = int(value) if _NUMBER.fullmatch(value) else number
        said.append(number)
        number += -1 if backwards else 1
    if said == list(range(first, first + len(said))):
        return
    if said == list(range(said[0], said[0] + len(said))):
        element.attributes["start"] = str(said[0])
        return
    element.tag = "ul"
    for item, each in zip(items, said, strict=True):
        holder = item
        while holder.children and isinstance(holder.children[0], Element):
            if holder.children[0].tag != "p":
                break
            holder = holder.children[0]
        holder.children.insert(0, f"{each}. ")


def _load(picture: Element) -> None:
    """Show a picture that a script would load."""
    given = picture.attributes
    if not given.get("src") or given["src"].startswith("data:"):
        later = next((given[name] for name in _LAZY if given.get(name)), None)
        if later:
            given["src"] = later


def _frame(element: Element) -> None:
    """Write a picture with a caption as a figure, however it is framed."""
    pictures = [one for one in element.walk() if one.tag == "img"]
    if len(pictures) != 1 or any(one.tag in ("ul", "ol", *HEADINGS) for one in element.walk()):
        return
    caption = next((one for one in element.walk() if one.tag == "figcaption"), None)
    if caption is None:
        caption = next(
            (
                one
                for one in element.walk()
                if any("caption-text" in name or name == "tr-caption" for name in one.classes)
            ),
            None,
        )
    inner: list[Child] = [pictures[0]]
    if caption is not None:
        inner.append(Element("figcaption").put(*caption.children))
    elif rest := element.text():
        inner.append(Element("figcaption").put(rest))
    element.replace(Element("figure").put(*inner))


def _unframe(content: Element) -> None:
    """Replace tables for layout, with one cell or around a table, by their contents."""
    for table in list(content.walk()):
        if table.tag != "table" or table.parent is None:
            continue
        cells: list[Element] = []
        holds = False
        stack = [table]
        while stack:
            element = stack.pop()
            if element.tag in ("td", "th"):
                cells.append(element)
                holds = holds or any(one.tag == "table" for one in element.walk())
            elif element is table or element.tag != "table":
                stack += [one for one in reversed(element.children) if isinstance(one, Element)]
        if holds or len(cells) == 1:
            parts = [Element("div").put(*cell.children) for cell in cells]
            inner = (one for one in table.children if isinstance(one, Element))
            captions = [one for one in inner if one.tag == "caption"]
            table.tag, table.attributes = "div", {}
            table.put(*(Element("p").put(*one.children) for one in captions), *parts)


def _list_paragraphs(content: Element) -> None:
    """Turn paragraphs that a word processor shows as items into lists."""
    for element in list(content.walk()):
        if not any(isinstance(one, Element) and _is_listed(one) for one in element.children):
            continue
        children: list[Child] = []
        open_list: Element | None = None
        for child in element.children:
            if isinstance(child, Element) and _is_listed(child):
                sign = _sign(child)
                tag = "ol" if sign[:1].isdigit() else "ul"
                if open_list is None or open_list.tag != tag:
                    number = _NUMBER.match(sign)
                    open_list = Element(tag, {"start": number[0]} if number else {})
                    children.append(open_list)
                item = Element("li", {}, [], open_list).put(*child.children)
                open_list.children.append(item)
                item.parent = open_list
            else:
                if not isinstance(child, str) or not child.isspace():
                    open_list = None
                children.append(child)
        element.put(*children)


def _is_listed(element: Element) -> bool:
    return element.tag == "p" and bool(_LISTED.search(element.attributes.get("style", "")))


def _sign(paragraph: Element) -> str:
    """Remove the sign of an item from a paragraph, and return it."""
    for element in paragraph.walk():
        if _IGNORED.search(element.attributes.get("style", "")):
            said = element.text()
            element.remove()
            return said
    return ""


# -- what is seen on request ------------------------------------------------------------------


def _hide(content: Element) -> None:
    """Write what a reader sees only on request as spoilers."""
    for element in list(content.walk()):
        if element.parent is None:
            continue
        if element.tag == "details":
            _fold(element, "summary")
        elif element.classes & _TOGGLES:
            _fold(element, *HEADINGS)
        elif any(map(_SPOILER.fullmatch, element.classes)):
            if element.tag in BLOCKS:
                element.attributes.pop("class")
                _cover(element, None)
            else:
                element.attributes = {"class": "spoiler"}


def _fold(element: Element, *tags: str) -> None:
    """Write a part that opens on request: first its words, then what it hides, as spoilers."""
    head = next((one for one in element.walk() if one.tag in tags), None)
    said = head.text() if head is not None else ""
    if head is not None:
        head.remove()
    element.tag, element.attributes = "div", {}
    first = _cover(element, None)
    if not said:
        return
    if first is None:
        element.children.insert(0, Element("p", {}, [], element).put(said))
    else:
        first.children.insert(0, f"{said} ")


def _cover(element: Element, first: Element | None) -> Element | None:
    """Make each run of text below an element a spoiler; return the block of the first one."""
    stack = [element]
    while stack:
        block = stack.pop()
        if block.tag in ("table", "figure", "details"):
            continue
        children: list[Child] = []
        run: list[Child] = []
        deeper: list[Element] = []
        for child in (*block.children, None):
            if child is not None and not _is_block(child):
                run.append(child)
                continue
            if any(map(_is_seen, run)):
                covered = Element("span", {"class": "spoiler"}).put(*run)
                if block.tag in ("p", "li", *HEADINGS) or (not deeper and child is None):
                    children.append(covered)
                    covered.parent = block
                    holder = block
                else:
                    holder = Element("p", {}, [], block).put(covered)
                    children.append(holder)
                first = first or holder
            run = []
            if isinstance(child, Element):
                children.append(child)
                deeper.append(child)
        block.put(*children)
        stack += reversed(deeper)
    return first


def _is_seen(child: Child) -> bool:
    return bool(tidy(child)) if isinstance(child, str) else bool(child.tag or child.children)


def _is_block(child: Child) -> bool:
    return isinstance(child, Element) and (child.tag in BLOCKS or child.tag in UNSEEN)
