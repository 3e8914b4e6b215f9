"""Writes text as CommonMark inlines that read back as the same text (spec, "Markdown").

Writers of Markdown escape for their own reader, and miss rare cases: a rule of three hyphens, an
entity, a number with a full stop. This module escapes words by CommonMark's rules, as little as
possible, and the writer inserts the result unchanged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from reviewfmt.syntax.inline import Emphasis, Inline, Link, Spoiler, Strong, Text

NOTHING = "<!-- -->"
"""Markup that renders as nothing; it separates its neighbours."""

_INLINE = re.compile(
    r"[\\`*<~$|]"  # code, emphasis, HTML; in common dialects strikeout, mathematics, cells
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis, except inside a word
    r"|\](?=[\[(:])"  # closes a link or a definition
    r"|&(?=#?[0-9A-Za-z]+;)"  # an entity
    r"|\{"  # a template of Jekyll or Hugo, attributes of kramdown, code of MDX
    # text that becomes a link without any markup
    r"|(?<=[A-Za-z]):(?=//)|(?<![^\W_])[wW]{3}(?=\.)|(?<=[\w.+-])@(?=\w)"
)
_SIGN = re.compile(r"[\\`*<~$|_\]&{:@]")  # each of them has one of these signs, or `w.`
_INSIDE = re.compile(rf"[\[\]]|{_INLINE.pattern}")  # the text of a link, or of a picture
_FIRST_WORD = re.compile(r"(?=[-+>#:])|(?=\[[ xX^]?(?:\]|$))")
_NUMBER = re.compile(r"(\d{1,9})([.)])", re.ASCII)


def escape(text: str) -> str:
    """Return `text`, one line, as CommonMark that reads as `text` and nothing else.

    The result may be a paragraph, an item, a heading or a cell of a pipe table.
    """
    return _written(_closed(_opening(text)))


def marked(nodes: Sequence[Inline], *, cell: bool = False) -> str:
    """Return inline nodes as CommonMark that reads as the same nodes; a spoiler is `||…||`.

    The result may be used wherever escaped text may; `cell` is for a cell of a pipe table.
    """
    written = _nodes(nodes, first=True)
    if nodes and isinstance(nodes[-1], Text):
        written = _closed(written)
    return _written(_pipes(written, r"\|\|" if cell else "||"))


def image(src: str, alt: str | None, title: str | None) -> str:
    """Return a picture as CommonMark: its address, its alternative text, and its title."""
    name = f' "{_BEFORE_LINKS.sub(_entity, _QUOTED.sub(_escaped, title))}"' if title else ""
    return _written(f"![{_middle(alt or '', inside=True)}]({_target(src)}{name})")


_SPELLED = {"&": "&amp;", "{": "&#123;", ":": f":{NOTHING}", "@": f"{NOTHING}@"}


def _escaped(match: re.Match[str]) -> str:
    sign = match[0]
    if len(sign) > 1:
        return sign + NOTHING
    return _SPELLED.get(sign) or "\\" + sign


def _middle(text: str, *, inside: bool = False) -> str:
    if inside:
        return _INSIDE.sub(_escaped, text)
    if _SIGN.search(text) or "w." in text or "W." in text:  # a quick check: most text has no sign
        return _INLINE.sub(_escaped, text)
    return text


def _opening(text: str) -> str:
    """Return the escaped text of a line's beginning."""
    first, space, rest = text.partition(" ")
    start = _FIRST_WORD.match(first)
    number = _NUMBER.fullmatch(first)
    said = f"{number[1]}\\{number[2]}" if number else ("\\" if start else "") + _middle(first)
    return said + space + _middle(rest)


def _closed(escaped: str) -> str:
    last = escaped.rpartition(" ")[2]
    if last and not last.strip("#"):  # at the end of a heading it would be removed
        return f"{escaped.removesuffix(last)}\\{last}"
    return escaped


def _written(escaped: str) -> str:
    """Return the line with an entity for each character that a reader would change."""
    escaped = _UNWRITTEN.sub(_entity, escaped)
    return escaped if unicodedata.is_normalized("NFC", escaped) else _as_entities(escaped)


# Inline nodes. Two characters that no text holds stand for a pipe of the text and for the sign of a
# spoiler until everything is written.

_PIPE, _SPOILER = "\x00", "\x01"
_JOINED = re.compile(f"{_PIPE}(?=[{_PIPE}{_SPOILER}])|{_SPOILER}(?={_PIPE})")
_QUOTED = re.compile(r'[\\"]')
_DESTINATION = re.compile(r"[\\()|]")
# Readers parse code and HTML before links, and a backslash does not prevent an entity.
_BEFORE_LINKS = re.compile(r"[`<>{]|&(?=#?[0-9A-Za-z]+;)")
_AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>|\\`{\x00-\x1f]*")


def _pipes(written: str, spoiler: str) -> str:
    if _PIPE not in written and _SPOILER not in written:
        return written
    written = _JOINED.sub(rf"\g<0>{NOTHING}", written)
    return written.replace(_PIPE, r"\|").replace(_SPOILER, spoiler)


def _nodes(
    nodes: Sequence[Inline], *, first: bool = False, inside: bool = False, around: str = ""
) -> str:
    """Return nodes as CommonMark; `first` at the beginning of a line, `inside` in a link.

    `around` is the sign of the mark that the nodes stand in.
    """
    written = ""
    for node in nodes:
        if isinstance(node, Text):
            text = _opening(node.text) if first else _middle(node.text, inside=inside)
            written += text.replace(r"\|", _PIPE)
        elif isinstance(node, Emphasis | Strong):
            sign = _sign(node.children, around)
            run = sign if isinstance(node, Emphasis) else sign * 2
            written += f"{run}{_nodes(node.children, inside=inside, around=sign)}{run}"
        elif isinstance(node, Spoiler):
            inner = _nodes(node.children, inside=inside, around=around)
            written += f"{_SPOILER}{inner}{_SPOILER}"
        else:
            if written.endswith("!"):  # it would make the link a picture
                written = f"{written[:-1]}\\!"
            written += _link(node)
        first = False
    return written


def _sign(children: Sequence[Inline], around: str) -> str:
    """Return the sign of a mark.

    Readers disagree on characters that are neither letters, spaces nor punctuation, such as
    U+200B. Next to one, `*` may close the mark around it; so a different sign is used.
    """
    edges = (children[0], children[-1])
    unclear = any(
        isinstance(node, Text) and _is_unclear(node.text[at])
        for node, at in zip(edges, (0, -1), strict=True)
    )
    return "_" if unclear and around == "*" else "*"


def _is_unclear(character: str) -> bool:
    return not (
        character.isalnum() or character.isspace() or unicodedata.category(character)[0] in "PS"
    )


def _link(node: Link) -> str:
    target = node.target
    if node.children == (Text(target),) and target.isascii() and _AUTOLINK.fullmatch(target):
        return f"<{target}>"
    return f"[{_nodes(node.children, inside=True)}]({_target(target)})"


def _target(target: str) -> str:
    said = _BEFORE_LINKS.sub(_entity, _DESTINATION.sub(_escaped, target))
    return f"<{said}>" if any(map(str.isspace, target)) else said


_UNWRITTEN = re.compile("[\u2028\u2029\ufeff\ufffe\uffff]")  # YAML does not allow them
_WINDOW = 40


def _entity(match: re.Match[str]) -> str:
    return f"&#x{ord(match[0]):X};"


def _as_entities(text: str) -> str:
    """Return `text` with an entity for each character that a reader would change.

    Readers normalize text to NFC before they read entities.
    """
    written: list[str] = []
    begins = [0, 0]  # the last two characters that are not combining marks: marks combine with them
    for character in text:
        alone = unicodedata.combining(character) == 0
        near = written[begins[0] :]
        around = "".join(near) + character
        if len(near) > _WINDOW or not unicodedata.is_normalized("NFC", around):
            written.append(f"&#x{ord(character):X};")
            begins = [len(written), len(written)]
            continue
        if alone:
            begins = [begins[1], len(written)]
        written.append(character)
    return "".join(written)
