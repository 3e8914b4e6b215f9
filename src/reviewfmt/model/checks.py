"""Checks of the types of attributes: each raises a TypeError that names the attribute."""

from __future__ import annotations

from decimal import Decimal


def _wrong(node: object, name: str, expected: str) -> TypeError:
    found = type(getattr(node, name)).__name__
    return TypeError(f"{type(node).__name__}.{name} is {expected}, found {found}")


def check_str(node: object, name: str) -> None:
    """Check that an attribute is a str."""
    if not isinstance(getattr(node, name), str):
        raise _wrong(node, name, "a str")


def check_str_or_none(node: object, name: str) -> None:
    """Check that an attribute is a str or None."""
    value = getattr(node, name)
    if value is not None and not isinstance(value, str):
        raise _wrong(node, name, "a str or None")


def check_int_or_none(node: object, name: str) -> None:
    """Check that an attribute is an int or None; a bool is no int here."""
    value = getattr(node, name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise _wrong(node, name, "an int or None")


def check_decimal(node: object, name: str, *, optional: bool = False) -> None:
    """Check that an attribute is a number; an int or a float becomes its shortest Decimal."""
    value = getattr(node, name)
    if isinstance(value, Decimal) or (optional and value is None):
        return
    if isinstance(value, int | float) and not isinstance(value, bool):
        object.__setattr__(node, name, Decimal(repr(value)))
        return
    raise _wrong(node, name, "a Decimal, an int or a float" + (", or None" if optional else ""))


def check_tuple(node: object, name: str, types: type | tuple[type, ...], expected: str) -> None:
    """Check that an attribute is a tuple of nodes or texts; a list becomes a tuple."""
    value = getattr(node, name)
    if type(value) is tuple:
        exact = types if type(types) is tuple else (types,)
        for one in value:
            if type(one) not in exact:
                break
        else:
            return
    if isinstance(value, list):
        value = tuple(value)
        object.__setattr__(node, name, value)
    if not isinstance(value, tuple) or not all(isinstance(one, types) for one in value):
        raise _wrong(node, name, f"a sequence of {expected}")


def check_type(node: object, name: str, types: type | tuple[type, ...], expected: str) -> None:
    """Check that an attribute is an instance of a type, or of one of several."""
    if not isinstance(getattr(node, name), types):
        raise _wrong(node, name, expected)
