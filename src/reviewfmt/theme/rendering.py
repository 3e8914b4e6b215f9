"""Renders templates; finds the templates and variables that they use."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from reviewfmt.assets import asset
from reviewfmt.nearest import suggestion
from reviewfmt.theme.look import DEFAULT, PAGE, SUFFIX, Look, Source, ThemeError
from reviewfmt.theme.sheets import styles

if TYPE_CHECKING:
    from jinja2 import Template, nodes

    from reviewfmt.theme.environment import Bounded

FOLDER = "templates"
"""The folder of the built-in templates, among the assets."""

OURS = "reviewfmt/"
"""What is before the name of a template that is the built-in one, whatever a user has."""


def html(text: str) -> str:
    """Mark a text as HTML, which templates insert without escapes."""
    from reviewfmt.theme.environment import Markup

    return Markup(text)


@lru_cache(maxsize=16)
def sheet(look: Look = DEFAULT) -> str:
    """Return the style sheet of a look as `html`, for an element of a page."""
    return html(styles(look))


def render(name: str, variables: Mapping[str, Any], look: Look = DEFAULT) -> str:
    """Render the template `name` with `variables`: plain values, and `html`.

    Raises ThemeError with the file and line of a fault in the user's template.
    """
    template = _template(name, look)
    if not look.templates:
        return template.render(variables)
    try:
        with _environment(look).bounds:
            return template.render(variables)
    except Exception as error:
        raise _fault(error, look) from error


def ready(look: Look = DEFAULT) -> None:
    """Compile the page of a look before processes are forked."""
    _template(PAGE, look)
    needed(PAGE, look)


def needed(name: str, look: Look = DEFAULT) -> frozenset[str]:
    """Return the names of the variables of a template and of the templates that it uses."""
    return _needed(name, look)


@lru_cache(maxsize=64)
def _needed(name: str, look: Look) -> frozenset[str]:
    return frozenset(asked for _, asked, _, _ in _used_variables(name, look))


def check(look: Look, known: Mapping[str, Collection[str]]) -> None:
    """Check the templates of a look. Raises ThemeError.

    `known` are the templates that will be rendered, each with the names of its variables.
    """
    for name, variables in known.items():
        _template(name, look)
        every = tuple(sorted(variables))
        for source, asked, line, is_given in _used_variables(name, look):
            if asked in variables or is_given:
                continue  # a local variable without a value is found by the trial
            near = suggestion(asked, every)
            hint = f'; did you mean "{near}"?' if near else f"; known are {', '.join(every)}"
            raise ThemeError(f'{source.path}:{line}: unknown variable "{asked}"{hint}')


# -- names ------------------------------------------------------------------------------------


@cache
def is_built_in(name: str) -> bool:
    """Tell whether a template of this name is built in."""
    try:
        _built_in(name)
    except FileNotFoundError:
        return False
    return True


@cache
def built_in_names() -> tuple[str, ...]:
    """Return the names of the built-in templates."""
    folder = asset(f"{FOLDER}/{PAGE}").parent
    found = folder.rglob(f"*{SUFFIX}")
    return tuple(sorted(one.relative_to(folder).as_posix() for one in found))


@cache
def _built_in(name: str) -> Source:
    own = name.removeprefix(OURS)
    if not own.endswith(SUFFIX) or ".." in own or "\\" in own:
        raise FileNotFoundError(name)
    return Source(name, name, asset(f"{FOLDER}/{own}").read_text(encoding="utf-8"))


def source_of(name: str, look: Look) -> Source:
    """Return the template with a name: the user's, or else the built-in one."""
    for one in look.templates:
        if one.name == name:
            return one
    return _built_in(name)


def is_there(name: str, look: Look) -> bool:
    """Tell whether there is a template with a name."""
    return any(one.name == name for one in look.templates) or is_built_in(name)


def full_name(name: str, parent: str, look: Look) -> str:
    """Return the full name of a reference: a template that names itself means the built-in one."""
    if name == parent or (name == PAGE and parent == look.page):
        return OURS + PAGE if name == PAGE else OURS + name
    return name


def references(source: Source) -> Iterator[tuple[str, int, bool]]:
    """Yield the names of the templates that a template extends or includes.

    Each name comes with its line, and with whether it may be missing. Raises ThemeError if the
    template cannot be parsed, or if a name is not a literal text.
    """
    from jinja2 import nodes

    from reviewfmt.theme.environment import parsed

    for node in _walk(parsed(source)):
        if not isinstance(node, nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport):
            continue
        named = node.template
        each = named.items if isinstance(named, nodes.List | nodes.Tuple) else [named]
        may_miss = len(each) > 1 or (isinstance(node, nodes.Include) and node.ignore_missing)
        for one in each:
            if not isinstance(one, nodes.Const) or not isinstance(one.value, str):
                told = "a template is named by an expression, expected its name in quotes"
                raise ThemeError(f"{source.path}:{node.lineno}: {told}")
            yield one.value, node.lineno, may_miss


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    todo = [node]
    while todo:
        one = todo.pop()
        yield one
        todo += reversed(list(one.iter_child_nodes()))


# -- variables --------------------------------------------------------------------------------


def _used_variables(name: str, look: Look) -> Iterator[tuple[Source, str, int, bool]]:
    """Yield the variables of a template and of the templates that it uses, with their places.

    Each comes with whether one of the templates sets it anywhere. A variable that is only tested
    for existence is not included.
    """
    from jinja2 import meta, nodes

    environment = _environment(look)
    trees = list(_trees(name, look))
    given = {one for _, tree in trees for one in _assigned_names(tree)}
    for source, tree in trees:
        free = meta.find_undeclared_variables(tree) - set(environment.globals)
        lenient: set[int] = set()
        for node in _walk(tree):
            if isinstance(node, nodes.Test | nodes.Filter) and node.name in _LENIENT:
                lenient.add(id(node.node))
            if isinstance(node, nodes.Name) and node.name in free and id(node) not in lenient:
                free.discard(node.name)
                yield source, node.name, node.lineno, node.name in given


def _trees(name: str, look: Look) -> Iterator[tuple[Source, nodes.Template]]:
    """Yield the parsed trees of a template and of the templates that it uses."""
    from reviewfmt.theme.environment import parsed

    todo, seen = [_chosen(name, look)], set[str]()
    while todo:
        at = todo.pop()
        if at in seen:
            continue
        seen.add(at)
        source = source_of(at, look)
        names = (full_name(named, at, look) for named, _, _ in references(source))
        todo += [named for named in names if is_there(named, look)]
        yield source, parsed(source)


def _assigned_names(tree: nodes.Template) -> Iterator[str]:
    """Yield the names that a template sets: by `set`, `for`, `macro`, `import`."""
    from jinja2 import nodes

    for node in _walk(tree):
        match node:
            case nodes.Name(ctx="store" | "param", name=name) | nodes.Macro(name=name):
                yield name
            case nodes.Import(target=name):
                yield name
            case nodes.FromImport(names=names):
                yield from (one if isinstance(one, str) else one[1] for one in names)


_LENIENT = frozenset(("defined", "undefined", "default", "d"))


# -- compiled ---------------------------------------------------------------------------------


def _chosen(name: str, look: Look) -> str:
    return look.page if name == PAGE and look.page is not None else name


@lru_cache(maxsize=256)
def _template(name: str, look: Look) -> Template:
    environment = _environment(look)
    if not look.templates:
        return environment.get_template(name)
    try:
        return environment.get_template(_chosen(name, look))
    except Exception as error:
        raise _fault(error, look) from error


@lru_cache(maxsize=16)
def _environment(look: Look) -> Bounded:
    from reviewfmt.theme.environment import Bounded

    return Bounded(look, source_of, full_name)


def _fault(error: Exception, look: Look) -> ThemeError:
    from reviewfmt.theme.faults import fault

    return fault(error, [one.path for one in look.templates])
