"""Writes the body of a page as pandoc does, for browsers, in which pandoc cannot run.

It supports only the nodes of pandoc's AST that a page of a review has (`pandoc_ast.PAGE`), so it
replaces pandoc for no other format. It knows nothing about reviews: it converts a document to HTML.
The tests compare this HTML with that of pandoc, byte by byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

Node: TypeAlias = Mapping[str, Any]

_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_VALUE = {**_TEXT, '"': "&quot;", "'": "&#39;"}


def write_html(document: Node) -> str:
    """Return the blocks of a page, as `to_pandoc` and `publish` make them, as HTML.

    Raises ValueError for a node that a page of a review cannot have.
    """
    try:
        return _blocks(document["blocks"]) + "\n"
    except KeyError as error:
        raise ValueError(f"no page of a review has {error}") from error


# -- attributes and text ----------------------------------------------------------------------


def _escaped(text: str, signs: Mapping[str, str] = _TEXT) -> str:
    for sign, entity in signs.items():
        text = text.replace(sign, entity)
    return text


def _attribute(name: str, value: str) -> str:
    return f' {name}="{_escaped(value, _VALUE)}"'


def _attributes(node: Sequence[Any], without: str = "") -> str:
    """Return the id of a node, its classes except `without`, and its other attributes by name."""
    identifier, classes, pairs = node
    said = " ".join(one for one in classes if one != without)
    found = _attribute("id", identifier) if identifier else ""
    found += _attribute("class", said) if said else ""
    return found + "".join(_attribute(name, value) for name, value in pairs)


# -- inlines ----------------------------------------------------------------------------------


def _inlines(nodes: Iterable[Node]) -> str:
    return "".join(_INLINES[one["t"]](one.get("c")) for one in nodes)


def _link(content: Any) -> str:
    attributes, inlines, (target, title) = content
    named = _attribute("title", title) if title else ""
    found = f"{_attribute('href', target)}{_attributes(attributes)}{named}"
    return f"<a{found}>{_inlines(inlines)}</a>"


def _image(content: Any) -> str:
    attributes, inlines, (source, title) = content
    named = _attribute("title", title) if title else ""
    alt = _plain(inlines)
    told = _attribute("alt", alt) if alt else ""
    return f"<img{_attribute('src', source)}{named}{_attributes(attributes)}{told} />"


def _plain(nodes: Iterable[Node]) -> str:
    """Return the text of inlines without their marks."""
    found = []
    for one in nodes:
        content: Any = one.get("c")
        match one["t"]:
            case "Str":
                found.append(content)
            case "Space":
                found.append(" ")
            case "Emph" | "Strong":
                found.append(_plain(content))
            case "Span" | "Link":
                found.append(_plain(content[1]))
    return "".join(found)


def _raw(content: Any) -> str:
    form, text = content
    return text if form == "html" else ""


_INLINES: Mapping[str, Callable[[Any], str]] = {
    "Str": _escaped,
    "Space": lambda _: " ",
    "Emph": lambda inlines: f"<em>{_inlines(inlines)}</em>",
    "Strong": lambda inlines: f"<strong>{_inlines(inlines)}</strong>",
    "Span": lambda content: f"<span{_attributes(content[0])}>{_inlines(content[1])}</span>",
    "Link": _link,
    "Image": _image,
    "RawInline": _raw,
}


# -- blocks -----------------------------------------------------------------------------------


def _blocks(nodes: Iterable[Node]) -> str:
    return "\n".join(_BLOCKS[one["t"]](one.get("c")) for one in nodes)


def _header(content: Any) -> str:
    level, attributes, inlines = content
    return f"<h{level}{_attributes(attributes)}>{_inlines(inlines)}</h{level}>"


def _div(content: Any) -> str:
    attributes, blocks = content
    name = "section" if "section" in attributes[1] else "div"
    return f"<{name}{_attributes(attributes, 'section')}>\n{_blocks(blocks)}\n</{name}>"


def _items(items: Iterable[Sequence[Node]]) -> str:
    return "\n".join(f"<li>{_blocks(one)}</li>" for one in items)


def _numbered(content: Any) -> str:
    (start, _style, _sign), items = content
    begun = _attribute("start", str(start)) if start != 1 else ""
    return f'<ol{begun} type="1">\n{_items(items)}\n</ol>'


def _defined(content: Any) -> str:
    found = []
    for term, values in content:
        found.append(f"<dt>{_inlines(term)}</dt>")
        found += [f"<dd>\n{_blocks(one)}\n</dd>" for one in values]
    return "<dl>\n" + "\n".join(found) + "\n</dl>"


def _figure(content: Any) -> str:
    attributes, (_short, caption), blocks = content
    named = f"<figcaption>{_blocks(caption)}</figcaption>\n" if caption else ""
    return f"<figure{_attributes(attributes)}>\n{_blocks(blocks)}\n{named}</figure>"


def _table(content: Any) -> str:
    attributes, (_short, caption), _columns, head, bodies, _foot = content
    named = f"<caption>{_blocks(caption)}</caption>\n" if caption else ""
    rows = "\n".join(_row(one, len(one[1])) for one in head[1])
    found = f"<table{_attributes(attributes)}>\n{named}<thead>\n{rows}\n</thead>\n"
    for _attr, heads, _between, each in bodies:
        rows = "\n".join(_row(one, heads) for one in each)
        found += f"<tbody>\n{rows}\n</tbody>\n"
    return found + "</table>"


def _row(row: Any, heads: int) -> str:
    """Return a row of a table whose first `heads` cells are heads."""
    attributes, cells = row
    names = ["th" if at < heads else "td" for at in range(len(cells))]
    found = "\n".join(map(_cell, names, cells))
    return f"<tr{_attributes(attributes)}>\n{found}\n</tr>"


def _cell(name: str, cell: Any) -> str:
    attributes, _align, _rows, columns, blocks = cell
    wide = _attribute("colspan", str(columns)) if columns != 1 else ""
    return f"<{name}{wide}{_attributes(attributes)}>{_blocks(blocks)}</{name}>"


_BLOCKS: Mapping[str, Callable[[Any], str]] = {
    "Plain": lambda inlines: _inlines(inlines),
    "Para": lambda inlines: f"<p>{_inlines(inlines)}</p>",
    "Header": _header,
    "Div": _div,
    "BulletList": lambda items: f"<ul>\n{_items(items)}\n</ul>",
    "OrderedList": _numbered,
    "DefinitionList": _defined,
    "BlockQuote": lambda blocks: f"<blockquote>\n{_blocks(blocks)}\n</blockquote>",
    "HorizontalRule": lambda _: "<hr />",
    "Figure": _figure,
    "Table": _table,
    "RawBlock": _raw,
}
