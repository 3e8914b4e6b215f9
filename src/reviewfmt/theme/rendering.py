"""Templates: what they name, what they ask for, and what they make."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from reviewfmt.assets import asset
from reviewfmt.nearest import nearest_of
from reviewfmt.theme.look import DEFAULT, PAGE, SUFFIX, Look, Source, ThemeError
from reviewfmt.theme.sheets import styles

if TYPE_CHECKING:
    from jinja2 import Template, nodes

    from reviewfmt.theme.environment import Bounded

FOLDER = "templates"
"""Where the built-in templates stand, among the assets."""

OURS = "reviewfmt/"
"""What stands before the name of a template that is the built-in one, whatever a user has."""


def html(text: str) -> str:
    """Return HTML as templates take it: they put it in as it is, and escape other texts."""
    from reviewfmt.theme.environment import Markup

    return Markup(text)


@lru_cache(maxsize=16)
def sheet(look: Look = DEFAULT) -> str:
    """Return the style sheet of a look as `html`, for an element of a page."""
    return html(styles(look))


def render(name: str, variables: Mapping[str, Any], look: Look = DEFAULT) -> str:
    """Return what the template `name` makes of `variables`: plain values, and `html`.

    Raises ThemeError, with the file and line of the user's template at fault.
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
    """Compile the page of a look, for processes that are forked after that to have it."""
    _template(PAGE, look)
    needed(PAGE, look)


def needed(name: str, look: Look = DEFAULT) -> frozenset[str]:
    """Return the names of the variables that a template asks for, with those that it names."""
    return _needed(name, look)


@lru_cache(maxsize=64)
def _needed(name: str, look: Look) -> frozenset[str]:
    return frozenset(asked for _, asked, _, _ in _asked(name, look))


def check(look: Look, known: Mapping[str, Collection[str]]) -> None:
    """See that the templates of a look can be used: `known` are those to be rendered.

    Each stands with the names of the variables that it gets. Raises ThemeError.
    """
    for name, variables in known.items():
        _template(name, look)
        every = tuple(sorted(variables))
        for source, asked, line, is_given in _asked(name, look):
            if asked in variables or is_given:
                continue  # where a name of its own has no value yet, the trial says so
            near = nearest_of(every, 0.6).of(asked)
            hint = f'; did you mean "{near}"?' if near else f"; known are {', '.join(every)}"
            raise ThemeError(f'{source.path}:{line}: unknown variable "{asked}"{hint}')


# -- names ------------------------------------------------------------------------------------


@cache
def is_built_in(name: str) -> bool:
    """Tell whether a template of this name comes with the project."""
    try:
        _built_in(name)
    except FileNotFoundError:
        return False
    return True


@cache
def built_in_names() -> tuple[str, ...]:
    """Return the names of the templates that come with the project."""
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
    """Return the template that a name means: the user's, else the built-in one."""
    for one in look.templates:
        if one.name == name:
            return one
    return _built_in(name)


def is_there(name: str, look: Look) -> bool:
    """Tell whether a name means a template."""
    return any(one.name == name for one in look.templates) or is_built_in(name)


def seen_from(name: str, parent: str, look: Look) -> str:
    """Return the name of what `parent` names: a template that names itself means the built-in."""
    if name == parent or (name == PAGE and parent == look.page):
        return OURS + PAGE if name == PAGE else OURS + name
    return name


def references(source: Source) -> Iterator[tuple[str, int, bool]]:
    """Yield the names of the templates that a template extends or includes.

    Each stands with its line, and with whether it may be missing. Raises ThemeError where the
    template does not parse, or names one by what is no text.
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


def _asked(name: str, look: Look) -> Iterator[tuple[Source, str, int, bool]]:
    """Yield the variables that a template and those that it names ask for, with their places.

    Each stands with whether one of them gives it a value itself, which it may do anywhere. What is
    asked for only to learn whether it is there is not among them.
    """
    from jinja2 import meta, nodes

    environment = _environment(look)
    trees = list(_trees(name, look))
    given = {one for _, tree in trees for one in _given(tree)}
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
    """Yield a template and those that it names, parsed."""
    from reviewfmt.theme.environment import parsed

    todo, seen = [_chosen(name, look)], set[str]()
    while todo:
        at = todo.pop()
        if at in seen:
            continue
        seen.add(at)
        source = source_of(at, look)
        names = (seen_from(named, at, look) for named, _, _ in references(source))
        todo += [named for named in names if is_there(named, look)]
        yield source, parsed(source)


def _given(tree: nodes.Template) -> Iterator[str]:
    """Yield the names that a template gives a value: by `set`, `for`, `macro`, `import`."""
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

    return Bounded(look, source_of, seen_from)


def _fault(error: Exception, look: Look) -> ThemeError:
    from reviewfmt.theme.faults import fault

    return fault(error, [one.path for one in look.templates])
