"""Frozen, slotted dataclasses that are fast to define and to instantiate.

`dataclass(frozen=True, slots=True)` compiles seven functions for each class, and sets each field
through a lookup by name. The nodes of the model are defined at every start, and created for every
line of a text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
C = TypeVar("C", bound=Callable[..., object])


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def node(cls: type[T]) -> type[T]:
    """Make a class a frozen, slotted dataclass; `__post_init__`, if it has one, checks the values.

    `dataclasses.fields`, `replace` and `asdict` work on it, and so do `copy` and `pickle`. Setting
    or deleting an attribute raises `dataclasses.FrozenInstanceError`.
    """
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    shown = fields(made)
    made.__init__ = _init(made, shown)
    made.__repr__ = _repr(tuple(one.name for one in shown if one.repr))
    made.__eq__, made.__hash__ = _comparison(tuple(one.name for one in shown if one.compare))
    made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
    made.__getstate__, made.__setstate__ = _state, _set_state
    made.__dataclass_params__.frozen = True  # a subclass checks this before it is frozen itself
    return made  # type: ignore[no-any-return]  # the class, with slots


def maker(cls: C) -> C:
    """Return a function that creates a node of a class without any checks.

    It has the parameters of the class. The parser creates a node for every line, from values whose
    types it knows, and setting the fields of a frozen object would take most of that time. So the
    values are set in a twin of the class that is not frozen; then its class is changed.
    """
    made: Any = cls
    shown = fields(made)
    arguments, body, names = _arguments(shown)
    twin = type(made.__name__, made.__bases__, {"__slots__": made.__slots__})
    names |= {"_twin": twin, "_become": object.__dict__["__class__"].__set__, "_class": made}
    body += [f"self.{one.name} = {one.name}" for one in shown]
    lines = (f"def make({', '.join(arguments)}):", "self = _twin()", *body)
    exec("\n ".join((*lines, "_become(self, _class)", "return self")), names)
    make: Any = names["make"]
    return make  # type: ignore[no-any-return]  # it was made above


def _arguments(shown: tuple[Field[Any], ...]) -> tuple[list[str], list[str], dict[str, Any]]:
    """Return the arguments for the fields, the lines that make defaults, and the names in both."""
    names: dict[str, Any] = {"_MISSING": MISSING}
    arguments: list[str] = []
    body: list[str] = []
    for one in shown:
        name = one.name
        if one.default is not MISSING:
            names[f"_default_{name}"] = one.default
            arguments.append(f"{name}=_default_{name}")
        elif one.default_factory is not MISSING:
            names[f"_make_{name}"] = one.default_factory
            arguments.append(f"{name}=_MISSING")
            body.append(f"if {name} is _MISSING: {name} = _make_{name}()")
        else:
            arguments.append(name)
    return arguments, body, names


def _init(made: Any, shown: tuple[Field[Any], ...]) -> Callable[..., None]:
    """Return an `__init__` that sets the slot of each field."""
    arguments, body, names = _arguments(shown)
    for one in shown:
        names[f"_set_{one.name}"] = getattr(made, one.name).__set__
        body.append(f"_set_{one.name}(self, {one.name})")
    if hasattr(made, "__post_init__"):
        body.append("self.__post_init__()")
    lines = "\n ".join((f"def __init__({', '.join(('self', *arguments))}):", *body))
    exec(lines, names)  # the names of fields, as dataclasses does
    init: Any = names["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__module__ = made.__module__
    init.__annotations__ = {one.name: one.type for one in shown} | {"return": None}
    return init  # type: ignore[no-any-return]  # it was made above


def _repr(names: tuple[str, ...]) -> Callable[[object], str]:
    def shown(self: object) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({said})"

    return shown


def _comparison(
    names: tuple[str, ...],
) -> tuple[Callable[[object, object], Any], Callable[[object], int]]:
    values = attrgetter(*names)

    def equal(self: object, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    def hashed(self: object) -> int:
        return hash(values(self))

    return equal, hashed


def _refuse_to_set(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)
