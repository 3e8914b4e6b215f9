"""The environment of templates: Jinja2's sandbox, with limits for templates of users."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, MutableMapping
from contextlib import AbstractContextManager
from functools import cache, lru_cache
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    Undefined,
    nodes,
    pass_context,
)
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from reviewfmt.theme.bounds import (
    MOST_NODES,
    BoundError,
    Bounds,
    checked_call,
    checked_operation,
    checked_weight,
    listed,
)
from reviewfmt.theme.faults import fault
from reviewfmt.theme.look import Look, Source

__all__ = ["Bounded", "Markup", "parsed"]

_GONE = ("pprint", "random", "urlize", "wordwrap", "xmlattr")
"""Filters that show Python objects, are not deterministic, or are slow on some texts."""
_GONE_GLOBALS = ("lipsum",)

_TICK = "_tick"
_WEIGH = "_weigh"
_CONTEXT = "jinja_pass_arg"

_FindSource = Callable[[str, Look], Source]
_FindName = Callable[[str, str, Look], str]


class Unknown(StrictUndefined):
    """An undefined variable or key; its use is an error that names the nearest one."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name, holder = self._undefined_name, self._undefined_obj
        if holder is missing:
            return f'"{name}" has no value here'
        if isinstance(holder, dict) and holder:
            return f'there is no "{name}", expected one of {", ".join(map(str, holder))}'
        return f'there is no "{name}" in the value before it'


class Bounded(ImmutableSandboxedEnvironment):
    """The environment of a look, with limits if the look has templates of a user.

    `bounds` is a context manager for the time while a template runs.
    """

    def __init__(self, look: Look, source_of: _FindSource, full_name: _FindName) -> None:
        self.is_bounded = bool(look.templates)
        super().__init__(
            autoescape=True,
            undefined=Unknown,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            # A constant would be computed while the template compiles, without limits.
            optimized=not self.is_bounded,
            finalize=_bounded_text if self.is_bounded else _text,
            loader=_Loader(look, source_of),
        )
        self._look = look
        self._full_name = full_name
        self._clock = Bounds()
        self.bounds: AbstractContextManager[object] = contextlib.nullcontext()
        self.filters = {name: one for name, one in self.filters.items() if name not in _GONE}
        self.filters["html"] = _html
        for name in _GONE_GLOBALS:
            self.globals.pop(name, None)
        if self.is_bounded:
            self.bounds = self._clock
            self.intercepted_binops = frozenset(self.default_binop_table)
            self.filters = {name: self._checked(one) for name, one in self.filters.items()}
            self.filters[_TICK] = self._clock.tick
            self.filters[_WEIGH] = self._weighed
            tests: dict[str, Any] = self.tests  # Jinja2 calls them functions of no kind
            self.tests = {name: self._checked(one) for name, one in tests.items()}

    def join_path(self, template: str, parent: str) -> str:
        """Return the full name of a template that `parent` refers to as `template`."""
        return self._full_name(template, parent, self._look)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return the result of an operator, within the limits."""
        self._clock.tick(None)
        checked_operation(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as in Jinja2: a name of ours must not meet one of `kwargs`
        """Call a function for a template, within the limits."""
        if __self.is_bounded:
            __self._clock.tick(None)
            checked_call(__obj, args, kwargs)
        return super().call(__context, __obj, *args, **kwargs)

    def _weighed(self, value: object) -> object:
        """Return `value`, if it is not too large to compare."""
        checked_weight(value)
        return self._clock.tick(value)

    def _checked(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """Return a filter or a test that first checks its arguments and the time.

        It is not evaluated while a template compiles.
        """
        passed = getattr(getattr(original, _CONTEXT, None), "name", None)

        @pass_context
        def checked(context: Context, *args: Any, **kwargs: Any) -> Any:
            self._clock.tick(None)
            args = tuple(map(listed, args))
            checked_call(original, args, kwargs)
            if passed == "context":
                return original(context, *args, **kwargs)
            if passed == "eval_context":
                return original(context.eval_ctx, *args, **kwargs)
            if passed == "environment":
                return original(context.environment, *args, **kwargs)
            return original(*args, **kwargs)

        return checked


class _Loader(BaseLoader):
    """Loads the templates of a look, with limits for their loops."""

    def __init__(self, look: Look, source_of: _FindSource) -> None:
        self._look = look
        self._source_of = source_of

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """Return the template `name`, compiled. Raises TemplateNotFound."""
        try:
            source = self._source_of(name, self._look)
        except FileNotFoundError as error:
            raise TemplateNotFound(name) from error
        tree = environment.parse(source.text, name, source.path)
        if isinstance(environment, Bounded) and environment.is_bounded:
            _tick_all(tree, environment)
        code = environment.compile(tree, name, source.path)
        return environment.template_class.from_code(environment, code, globals or {})


def _tick_all(tree: nodes.Template, environment: Environment) -> None:
    """Add time checks to what may be slow: loops, macros, and operations without a hook."""

    def through(name: str, value: nodes.Expr) -> nodes.Expr:
        """Return an expression wrapped in a filter of ours; a text or a number is not wrapped."""
        if isinstance(value, nodes.Const) and value.value is not None:
            return value
        made = nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)
        made.set_environment(environment)
        return made

    every = list(tree.find_all(nodes.Node))
    if len(every) > MOST_NODES:
        raise BoundError(f"it has more than {MOST_NODES} names, texts and operations, the limit")
    for node in every:
        match node:
            case nodes.For() | nodes.Macro() | nodes.CallBlock():
                tick = through(_TICK, nodes.Const(None, lineno=node.lineno))
                statement = nodes.ExprStmt(tick, lineno=node.lineno)
                node.body.insert(0, statement.set_environment(environment))
            case nodes.Compare():
                node.expr = through(_WEIGH, node.expr)
                for operand in node.ops:
                    operand.expr = through(_WEIGH, operand.expr)
            case nodes.Pair():
                node.key = through(_WEIGH, node.key)
            case nodes.Getitem(arg=nodes.Slice()):
                node.node = through(_TICK, node.node)
            case nodes.Getitem():
                node.arg = through(_WEIGH, node.arg)
            case nodes.Concat():
                node.nodes[0] = through(_TICK, node.nodes[0])


@lru_cache(maxsize=256)
def parsed(source: Source) -> nodes.Template:
    """Return the syntax tree of a template, for analysis. Raises ThemeError."""
    try:
        return _parser().parse(source.text, source.name, source.path)
    except Exception as error:
        raise fault(error, [source.path]) from error


@cache
def _parser() -> Environment:
    """Return the environment for parsing, with limits, since Jinja2 evaluates constants."""

    def nothing(*_: object) -> Any:
        raise FileNotFoundError

    return Bounded(Look(templates=(Source("", "", ""),)), nothing, nothing)


# -- filters ----------------------------------------------------------------------------------


def _html(value: object) -> Markup:
    """Return a text for HTML, to be between tags or in double quotes; no apostrophe changes."""
    if isinstance(value, Markup):
        return value
    said = str(value).replace("&", "&amp;").replace("<", "&lt;")
    return Markup(said.replace(">", "&gt;").replace('"', "&quot;"))


# -- what is put in ---------------------------------------------------------------------------


def _text(value: Any) -> Any:
    """Return the text for a value in a template: empty for None; no Python objects."""
    if isinstance(value, str | int | float):
        return value
    if value is None:
        return ""
    if isinstance(value, Undefined):
        return str(value)  # raises an error, except for an `if` without `else`
    kind = "a list" if isinstance(value, list | tuple) else "a table"
    kind = kind if isinstance(value, list | tuple | dict) else "another object"
    raise TypeError(f"the value here is {kind}, expected a text or a number")


@pass_context
def _bounded_text(_context: Context, value: Any) -> Any:
    return _text(value)
