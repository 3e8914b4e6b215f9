"""Nodes behave as the frozen, slotted dataclasses of the standard library do."""

from __future__ import annotations

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.model import Episode, Paragraph, Review, Score, Title
from reviewfmt.node import maker, node
from reviewfmt.parser import parse
from reviewfmt.span import Span


def declared() -> type[Any]:
    """Return a class as its source declares it, a new one each time."""

    class Entry:
        """An entry."""

        label: str
        number: int | None = None
        notes: list[str] = field(default_factory=list)
        span: int = field(default=0, compare=False, repr=False)

        def __post_init__(self) -> None:
            if not isinstance(self.label, str):
                raise TypeError("Entry.label is a str")

    return Entry


OURS: Any
THEIRS: Any
OURS, THEIRS = node(declared()), dataclass(frozen=True, slots=True)(declared())
GIVEN: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("a",), {}),
    (("a", 2), {}),
    (("a", 2, ["x"], 7), {}),
    ((), {"label": "a", "span": 3}),
    (("a",), {"notes": ["y"], "number": None}),
]


@pytest.mark.parametrize(("given", "named"), GIVEN)
def test_it_is_made_shown_and_compared_as_a_dataclass(given: Any, named: Any) -> None:
    ours, theirs = OURS(*given, **named), THEIRS(*given, **named)
    assert repr(ours) == repr(theirs)
    assert asdict(ours) == asdict(theirs)
    for others, named_others in GIVEN:
        other = OURS(*others, **named_others)
        assert (ours == other) == (theirs == THEIRS(*others, **named_others))
    assert ours != theirs


def test_what_no_field_takes_is_refused() -> None:
    with pytest.raises(TypeError):
        OURS()
    with pytest.raises(TypeError):
        OURS("a", 1, [], 0, 5)
    with pytest.raises(TypeError, match=r"Entry\.label is a str"):
        OURS(3)
    with pytest.raises(TypeError):
        OURS("a", unknown=1)


def test_each_node_has_a_list_of_its_own() -> None:
    assert OURS("a").notes is not OURS("a").notes


def test_its_fields_and_its_signature_are_a_dataclass_s() -> None:
    assert hasattr(OURS, "__dataclass_fields__")
    assert is_dataclass(OURS("a"))
    assert [one.name for one in fields(OURS)] == [one.name for one in fields(THEIRS)]
    assert list(inspect.signature(OURS).parameters) == list(inspect.signature(THEIRS).parameters)
    assert OURS.__match_args__ == THEIRS.__match_args__
    assert OURS.__slots__ == THEIRS.__slots__


def test_it_is_frozen() -> None:
    paragraph = Paragraph("a")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'text'"):
        paragraph.text = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'other'"):
        paragraph.other = "b"  # type: ignore[attr-defined]
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'text'"):
        del paragraph.text
    assert paragraph == Paragraph("a")


def test_copies_are_equal_and_know_their_place() -> None:
    span = Span(2, 1, 5, 2, 4, 8)
    episode = Episode("Episode", Decimal(3), title="Fog", score=Score(Decimal(3), Decimal(5), span))
    review = Review(Title("Fog Review", "Fog", span=span), sections=())
    for one in (episode, review):
        for copied in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
            assert copied == one
            assert hash(copied) == hash(one)
    assert pickle.loads(pickle.dumps(review)).title.span == span
    assert replace(episode, title="Rain").score is episode.score
    assert replace(episode, title="Rain") != episode


def test_places_take_no_part_in_equality() -> None:
    assert Paragraph("a", Span(3, 1, 9, 3, 2, 10)) == Paragraph("a")
    assert hash(Paragraph("a", Span(3, 1, 9, 3, 2, 10))) == hash(Paragraph("a"))
    assert Paragraph("a").__eq__(Title("a", "a")) is NotImplemented


def test_a_subclass_may_be_a_dataclass() -> None:
    @dataclass(frozen=True, slots=True)
    class Placed(Paragraph):
        where: str = "here"

    assert Placed("a").where == "here"
    assert Placed("a", where="there") != Placed("a")
    assert pickle.loads(pickle.dumps(Paragraph("a"))) == Paragraph("a")


# -- made unchecked ---------------------------------------------------------------------------

ROOT = Path(__file__).resolve().parent.parent
MADE = maker(OURS)


@pytest.mark.parametrize(("given", "named"), GIVEN)
def test_what_is_made_unchecked_is_the_same_node(given: Any, named: Any) -> None:
    made, checked = MADE(*given, **named), OURS(*given, **named)
    assert type(made) is OURS
    assert made == checked
    assert repr(made) == repr(checked)
    assert made.span == checked.span
    assert asdict(copy.copy(made)) == asdict(made)
    with pytest.raises(FrozenInstanceError):
        made.label = "b"
    with pytest.raises(TypeError):
        MADE()
    assert MADE("a").notes is not MADE("a").notes, "each has a default of its own"


def test_it_takes_what_the_class_would_refuse() -> None:
    with pytest.raises(TypeError):
        OURS(1)
    assert MADE(1).label == 1


def checked(node: Any) -> Any:
    """Return a node made again, all below it too, each with its checks."""
    if isinstance(node, tuple) and not isinstance(node, Span):
        return tuple(map(checked, node))
    if not is_dataclass(node):
        return node
    made: Any = type(node)
    return made(**{one.name: checked(getattr(node, one.name)) for one in fields(node)})


def test_what_the_reader_makes_would_pass_the_checks() -> None:
    folders = (ROOT / "samples", ROOT / "tests" / "data")
    paths = [path for folder in folders for path in sorted(folder.rglob("*.review"))]
    assert len(paths) > 50
    for path in paths:
        review = parse(path.read_text(encoding="utf-8", errors="replace")).review
        assert repr(checked(review)) == repr(review), path
        assert checked(review) == review
