"""Inline marks, read and written: the cases of tests/data/inline/*.toml, and grown trees."""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reviewfmt.syntax.inline import (
    Emphasis,
    Inline,
    Link,
    Spoiler,
    Strong,
    Text,
    escape,
    has_marks,
    inlines,
    links,
    normalized,
    part,
    plain,
    plain_of,
    render,
)
from tests.budget import IN_WHOLE

DATA = Path(__file__).parent / "data" / "inline"
TABLES = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.toml"))]


def cases(kind: str) -> list[Any]:
    found = [case for table in TABLES for case in table.get(kind, [])]
    return [pytest.param(one, id=one.get("name") or one["text"][:40]) for one in found]


def built(nodes: list[Any]) -> tuple[Inline, ...]:
    """Return the nodes that a data file spells."""
    out: list[Inline] = []
    for node in nodes:
        if isinstance(node, str):
            out.append(Text(node))
            continue
        ((kind, held),) = node.items()
        if kind == "link":
            out.append(Link(held[0], built(held[1:])))
        else:
            marks: dict[str, Callable[[tuple[Inline, ...]], Inline]]
            marks = {"em": Emphasis, "strong": Strong, "spoiler": Spoiler}
            out.append(marks[kind](built(held)))
    return tuple(out)


def test_the_cases_are_found() -> None:
    assert len(cases("case")) >= 120
    assert len(cases("normal")) >= 15


@pytest.mark.parametrize("case", cases("case"))
def test_a_text_reads_as_its_nodes(case: dict[str, Any]) -> None:
    nodes = built(case["nodes"])
    text = case["text"]
    assert inlines(text) == nodes
    assert normalized(nodes) == nodes
    assert render(nodes) == case.get("written", text)
    assert plain(text) == plain_of(nodes)
    assert has_marks(text) == (nodes != (Text(text),))


@pytest.mark.parametrize("case", cases("normal"))
def test_nodes_have_a_normal_form(case: dict[str, Any]) -> None:
    nodes = built(case["nodes"])
    assert normalized(nodes) == built(case["normal"])
    assert render(nodes) == case["written"]
    assert inlines(case["written"]) == built(case["normal"])


@pytest.mark.parametrize("case", cases("escape"))
def test_an_escaped_text(case: dict[str, Any]) -> None:
    assert escape(case["text"]) == case["written"]
    assert inlines(case["written"]) == (Text(case["text"]),)


def test_no_text_has_no_nodes() -> None:
    assert inlines("") == normalized(()) == normalized([Text("")]) == ()
    assert plain("") == render(()) == escape("") == ""
    assert not has_marks("")


def test_links_are_found_at_any_depth() -> None:
    text = "[one](a) *two [three](b)* ||**<https://c.example>**|| [**four**](d)"
    assert [link.target for link in links(inlines(text))] == ["a", "b", "https://c.example", "d"]


def test_deep_trees_are_written() -> None:
    node: Inline = Text("deep")
    for depth in range(20_000):
        node = (Emphasis, Strong, Spoiler)[depth % 3]((node,))
    assert render([node]) == "***||deep||***"
    assert plain_of([node]) == "deep"


def test_a_part_has_the_marks_of_its_words() -> None:
    nodes = inlines("*Fog* [rolls **in and**](a) ||out|| of it")
    assert plain_of(nodes) == "Fog rolls in and out of it"
    for start, end, written in (
        (0, 3, "*Fog*"),
        (1, 9, "*og* [rolls](a)"),
        (10, 12, "[**in**](a)"),
        (17, 22, "||out|| o"),
        (20, 99, "of it"),
        (5, 5, ""),
    ):
        assert render(part(nodes, start, end)).strip() == written.strip()


# -- properties -------------------------------------------------------------------------------

PIECES = (
    *("*", "**", "***", "|", "||", "|||", "\\", "[", "]", "(", ")", "<", ">", " ", "\u00a0"),
    *("a", "b", "1", ".", "“", "(*", "](u)", "](<u v>)", "<ab:c>", "https://example.org", "!["),
    *("日", "、", "ｶ", "م", "\u0301", "\u200d", "😀", "€", "_", "`", "&amp;", "%", "~", "#"),
)
nasty = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
texts = st.one_of(nasty, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
targets = st.one_of(
    nasty, st.sampled_from(["a(b)", "a)b", "<a", "a\\", "a b", "ab:c", "https://example.org"])
)


def marks(children: st.SearchStrategy[tuple[Inline, ...]]) -> st.SearchStrategy[Inline]:
    return st.one_of(
        children.map(Emphasis),
        children.map(Strong),
        children.map(Spoiler),
        st.builds(Link, targets, children),
        targets.map(lambda target: Link(target, (Text(target),))),
    )


words: st.SearchStrategy[Inline] = texts.map(Text)
trees = st.recursive(
    st.lists(words, max_size=3).map(tuple),
    lambda inner: st.lists(st.one_of(words, marks(inner)), max_size=4).map(tuple),
    max_leaves=12,
)
MANY = settings(max_examples=600, deadline=None)


@MANY
@given(texts)
@example("**a** [b](c) ||d|| <ab:c> \\* *")
def test_an_escaped_text_reads_as_itself(text: str) -> None:
    written = escape(text)
    assert inlines(written) == ((Text(text),) if text else ())
    assert plain(written) == text
    assert (written == text) == (not has_marks(text))
    assert escape(text) == render([Text(text)])


@MANY
@given(texts, st.integers(0, 12), st.integers(0, 12))
def test_a_part_of_nodes_holds_their_words(text: str, start: int, end: int) -> None:
    nodes = inlines(text)
    assert plain_of(part(nodes, start, end)) == plain_of(nodes)[start : max(start, end)]
    assert part(nodes, 0, len(text)) == nodes


@MANY
@given(texts)
def test_any_text_keeps_its_words(text: str) -> None:
    nodes = inlines(text)
    seen = plain(text)
    assert seen == plain_of(nodes)
    # What a reader sees is the text less signs of marks, backslashes and targets, in order.
    rest = iter(text)
    assert all(char in rest for char in seen)
    if "](" not in text:
        lost = len(text) - len(seen)
        assert lost <= sum(map(text.count, "*|\\<>"))
        for char in set(text) - set("*|\\<>"):
            assert text.count(char) == seen.count(char)
    assert inlines(render(nodes)) == normalized(nodes)


@MANY
@given(trees)
def test_written_nodes_read_as_their_normal_form(nodes: tuple[Inline, ...]) -> None:
    text = render(nodes)
    normal = normalized(nodes)
    assert inlines(text) == normal
    assert plain(text) == plain_of(nodes) == plain_of(normal)
    assert normalized(normal) == normal
    assert render(inlines(text)) == text


@MANY
@given(trees)
def test_a_normal_form_has_its_shape(nodes: tuple[Inline, ...]) -> None:
    def look(nodes: tuple[Inline, ...], above: frozenset[type]) -> None:
        for left, right in pairwise(nodes):
            assert type(left) is not type(right) or isinstance(left, Link)
        for node in nodes:
            if isinstance(node, Text):
                assert node.text
                continue
            assert type(node) not in above
            inside = plain_of(node.children)
            assert inside
            assert inside == inside.strip()
            look(node.children, above | {type(node)})

    look(normalized(nodes), frozenset())


# -- CommonMark -------------------------------------------------------------------------------

ORACLE = MarkdownIt("zero", {"maxNesting": 10_000}).enable(
    ["emphasis", "link", "autolink", "escape"]
)
ORACLE.normalizeLink = lambda url: url  # type: ignore[method-assign]
ORACLE.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
ORACLE.validateLink = lambda url: True  # type: ignore[method-assign]


def commonmark(text: str) -> tuple[Inline, ...]:
    """Return the nodes of `text` as markdown-it-py reads it, with `_` where we have `*`."""
    levels: list[list[Inline]] = [[]]
    opened: list[Token] = []
    for token in ORACLE.parseInline(text.replace("*", "_"))[0].children or []:
        if token.nesting == 1:
            opened.append(token)
            levels.append([])
        elif token.nesting == -1:
            start, children = opened.pop(), tuple(levels.pop())
            if start.tag == "a":
                levels[-1].append(Link(str(start.attrs["href"]).replace("_", "*"), children))
            else:
                levels[-1].append((Emphasis if start.tag == "em" else Strong)(children))
        else:
            levels[-1].append(Text(token.content.replace("_", "*")))
    return tuple(levels[0])


def merged(nodes: tuple[Inline, ...]) -> list[Any]:
    """Return `nodes` as words, each with the marks that it is in, innermost kinds once."""
    out: list[Any] = []

    def walk(nodes: tuple[Inline, ...], above: frozenset[Any]) -> None:
        for node in nodes:
            if isinstance(node, Text):
                out.extend((char, above) for char in node.text)
            else:
                kind = node.target if isinstance(node, Link) else type(node)
                walk(node.children, above | {kind})

    walk(nodes, frozenset())
    return out


@settings(max_examples=1500, deadline=None)
@given(
    st.lists(
        st.sampled_from(("*", "*", "**", "***", "\\", " ", "a", "b", ".", "(", "日", "、", "€")),
        max_size=20,
    ).map("".join)
)
@example("***(a)****(b)*")
@example("*(a)**(b)* **(c)****(d)**")
def test_emphasis_is_that_of_commonmark(text: str) -> None:
    assert merged(inlines(text)) == merged(commonmark(text))


@settings(max_examples=1500, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ("*", "**", "\\", "[", "[", "](", "](b)", ")", "(", "<", ">", "<ab:c>", "](<", "a", ".")
        ),
        max_size=20,
    ).map("".join)
)
@example("[a](x<ab:c)*e*>")
@example("[a [b](c) d](e)")
@example("[a](b(c\\)(d)e)f)")
def test_links_are_those_of_commonmark(text: str) -> None:
    found = commonmark(text)
    # Ours have words and a target, and hold no autolink; CommonMark's need not.
    assume(all(link.target and plain_of(link.children).strip() for link in links(found)))
    assume(not any(list(links(link.children)) for link in links(found)))
    assert merged(inlines(text)) == merged(found)


# -- cost -------------------------------------------------------------------------------------

LONG = (
    *("*" * 20_000, "[" * 20_000, "||" * 10_000, "|" * 20_000, "\\" * 20_000, "<" * 20_000),
    *("*a " * 6_000, "[a](" * 5_000, "**a*" * 5_000, "*a**" * 5_000, " *a*" * 5_000),
    *("||a " * 5_000, " ||a||" * 3_000, "[a](<b" * 3_000, "[a](<\\" * 2_000, "(*" * 10_000),
    *("*[" * 10_000, "[a](b)" * 3_000, "<ab:" * 5_000, "[a]" + "(" * 20_000, "*a **b " * 3_000),
    *("[" * 10_000 + "]" * 10_000, "[" * 5_000 + "a" + "](u)" * 5_000, "***a* (**" * 2_000),
    *("(*" * 5_000 + "*)" * 5_000, "a**b* c** " * 2_000, "*a.**(b) " * 2_000, "||*" * 6_000),
)


@IN_WHOLE
@pytest.mark.parametrize("text", LONG, ids=lambda text: f"{text[:12]}…")
def test_time_is_linear(text: str) -> None:
    start = time.process_time()
    inlines(text)
    plain(text)
    # Each is well below a second; quadratic time would be minutes.
    assert time.process_time() - start < 4
    some = text[len(text) // 2 - 5_000 : len(text) // 2 + 5_000]
    start = time.process_time()
    nodes = inlines(some)
    assert inlines(render(nodes)) == normalized(nodes)
    assert plain(escape(some)) == some
    assert time.process_time() - start < 4


def test_importing_the_module_brings_no_markdown_parser() -> None:
    code = (
        "import sys; from reviewfmt.syntax import inline; inline.inlines('*a* [b](c)');"
        "sys.exit('markdown_it' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == 0
