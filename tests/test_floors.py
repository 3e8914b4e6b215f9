"""The floors: a module imports lower floors only, and each dependency has one owner."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Set
from pathlib import Path
from typing import NamedTuple

import pytest

from reviewfmt.model import LABELS
from reviewfmt.syntax.words import built_in

PACKAGE = Path(__file__).parents[1] / "src" / "reviewfmt"

FLOORS = (
    (
        "span",
        "characters",
        "charsets",
        "addresses",
        "assets",
        "version",
        "fields",
        "nearest",
        "node",
    ),
    ("diagnostic", "violation"),
    ("findings", "source", "files", "expressions"),
    ("syntax",),
    ("model", "commonmark"),
    ("parser", "pandoc_ast", "identity"),
    ("writer", "rules", "comparison", "records", "highlight"),
    ("constraints", "lexer"),
    ("document", "theme"),
    ("linter", "converter", "editing", "patterns"),
    ("pages", "skeleton", "plugin"),
    ("batch", "config", "reading"),
    ("publish",),
    ("library",),
    ("columns",),
    ("server", "corpus"),
    ("cli", "__init__"),
    ("__main__",),
)
"""The modules and packages by floor, the lowest first. CONTRIBUTING.md has the table."""

FLOOR = {name: at for at, names in enumerate(FLOORS) for name in names}

OWNERS = {
    "jinja2": "theme",
    "markupsafe": "theme",
    "jsonschema": "document",
    "jsonschema_rs": "document",
    "pygments": "lexer",
    "pypandoc": "converter",
    "orjson": "converter",
    "PIL": "converter",
    "typst": "publish",
    "yaml": "converter",
    "selectolax": "converter",
    "pathspec": "patterns",
    "re2": "expressions",
    "watchfiles": "batch",
    "pygls": "server",
    "lsprotocol": "server",
    "dask": "corpus",
    "distributed": "corpus",
    "fastwarc": "corpus",
    "pyarrow": "columns",
    "duckdb": "columns",
    "click": "cli",
    "rich": "cli",
}

SLOW_AT_THE_TOP = {"json", "subprocess", "pathlib", "tempfile", "concurrent", "difflib", "tomllib"}
HOT = {"__init__", "__main__", "cli", "batch", "config", "linter", "parser", "syntax", "model"}

FILES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def _home(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _module(path: Path) -> str:
    parts = ("reviewfmt", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


MODULES = {_module(path): path for path in FILES}


def _of(home: str) -> list[Path]:
    """Return the files of a package or a module at the top."""
    found = [path for path in FILES if _home(path) == home]
    assert found, home
    return found


class Import(NamedTuple):
    """An import: of what, on which line, and whether it runs when the module does."""

    name: str
    line: int
    now: bool


def _imports(path: Path) -> Iterator[Import]:
    """Yield every import of a file, those in functions and for type checkers too."""
    tree = TREES[path]
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            module = node.module or ""
            inner = [f"{module}.{alias.name}" for alias in node.names]
            names = [name if name in MODULES else module for name in inner]
        else:
            continue
        above, now = parents.get(node), True
        while above is not None:
            if isinstance(above, ast.FunctionDef | ast.Lambda):
                now = False
            if isinstance(above, ast.If) and "TYPE_CHECKING" in ast.dump(above.test):
                now = False
            above = parents.get(above)
        yield from (Import(name, node.lineno, now) for name in names)


def test_the_files_are_found() -> None:
    assert len(FILES) > 20
    assert {_home(path) for path in FILES} == set(FLOOR), "a module without a floor"


@pytest.mark.parametrize("home", FLOOR)
def test_imports_go_down(home: str) -> None:
    found = [(path, one) for path in _of(home) for one in _imports(path)]
    for path, (name, line, _now) in found:
        parts = name.split(".")
        if parts[0] == "reviewfmt":
            target = parts[1] if len(parts) > 1 else "__init__"
            below = FLOOR[target] < FLOOR[home]
            assert target == home or below, f"{path}:{line}: {home} imports {target}"
        elif parts[0] not in sys.stdlib_module_names:
            owner = OWNERS.get(parts[0])
            assert owner == home, f"{path}:{line}: {parts[0]} is the dependency of {owner}"


def test_contributing_has_the_floors() -> None:
    page = (PACKAGE.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| ([^|]+) \|", page, re.MULTILINE)
    told = [
        tuple(name.rstrip("/") for name in re.findall(r"`([^`]+)`", names)) for _, names in rows
    ]
    assert told == list(FLOORS)
    assert [int(number) for number, _ in rows] == list(range(len(FLOORS)))


def test_no_module_imports_itself_by_way_of_others() -> None:
    """The graph of all imports, those in functions and for type checkers too, has no circle."""
    graph = {
        module: {one.name for one in _imports(path) if one.name in MODULES}
        for module, path in MODULES.items()
    }
    assert _circles(graph) == []


@pytest.mark.parametrize("home", FLOOR)
def test_the_packages_inside_a_home_have_no_circle(home: str) -> None:
    """Inside a home, each package or module needs only others that do not need it."""
    inside = PACKAGE / home

    def part(module: str) -> str | None:
        parts = module.split(".")
        return parts[2] if len(parts) > 2 and parts[1] == home else None

    graph: dict[str, set[str]] = {}
    for path in _of(home):
        me = part(_module(path))
        if me is None:
            continue
        needs = {part(one.name) for one in _imports(path)} - {me, None}
        graph.setdefault(me, set()).update(one for one in needs if one is not None)
    for needed in set[str]().union(*graph.values()) - graph.keys():
        assert (inside / needed).exists() or (inside / f"{needed}.py").exists()
        graph[needed] = set()
    assert _circles(graph) == []


def test_a_circle_would_be_seen() -> None:
    assert _circles({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()}) == [["b", "c"]]
    assert _circles({"a": {"a"}}) == [["a"]]


def _circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Return the modules that import each other, by Tarjan's algorithm."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for one in graph[node]:
            if one not in index:
                visit(one)
                low[node] = min(low[node], low[one])
            elif one in stack:
                low[node] = min(low[node], index[one])
        if low[node] == index[node]:
            at = stack.index(node)
            circle = stack[at:]
            del stack[at:]
            if len(circle) > 1 or node in graph[node]:
                found.append(sorted(circle))

    for node in graph:
        if node not in index:
            visit(node)
    return found


@pytest.mark.parametrize("home", sorted(HOT))
def test_nothing_slow_is_imported_at_the_top(home: str) -> None:
    for path in _of(home):
        for name, line, now in _imports(path):
            top = name.split(".")[0]
            assert not (now and top in SLOW_AT_THE_TOP), f"{path}:{line}: {name} at the top"


# -- no state ---------------------------------------------------------------------------------

_MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
_MAKES_MUTABLE = {"list", "dict", "set", "defaultdict", "Counter", "deque", "bytearray"}


@pytest.mark.parametrize("home", FLOOR)
def test_no_module_changes_what_it_holds(home: str) -> None:
    """A table at the top of a module is a constant: no function writes to it, none rebinds it."""
    for path in _of(home):
        _assert_changes_nothing(path)


def _assert_changes_nothing(path: Path) -> None:
    tree = TREES[path]
    tables = set()
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            node: ast.AST = statement.value
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            is_mutable = isinstance(node, _MUTABLE) or (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in _MAKES_MUTABLE
            )
            tables |= {one.id for one in targets if is_mutable and isinstance(one, ast.Name)}
    functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
    for function in functions:
        local = {one.arg for one in ast.walk(function) if isinstance(one, ast.arg)}
        for node in ast.walk(function):
            assert not isinstance(node, ast.Global), f"{path}:{node.lineno}: a global"
            written = None
            if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(
                node.ctx, ast.Load
            ):
                written = node.value
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in _CHANGES
            ):
                written = node.func.value
            if isinstance(written, ast.Name):
                is_table = written.id in tables and written.id not in local
                assert not is_table, f"{path}:{written.lineno}: {written.id} is changed"


_CHANGES = {
    "append",
    "extend",
    "insert",
    "remove",
    "pop",
    "clear",
    "update",
    "setdefault",
    "add",
    "discard",
    "popitem",
    "sort",
    "reverse",
}


# -- no keyword -------------------------------------------------------------------------------

WORDLESS = (
    *("parser", "writer", "rules", "converter", "linter", "document", "comparison", "cli"),
    *("pages", "server"),
)
"""What knows the words of the format by asking the vocabulary alone."""

OTHERS = {
    "reviewfmt.converter.linked_data": {"Review"},
    "reviewfmt.converter.structured": {"Review", "Rating", "Book"},
}
"""Words of other standards, by the module that speaks them: types of schema.org."""


def _keywords() -> set[str]:
    """Return the English words of the format that are no values of the model as well."""
    found = set()
    english = built_in().vocabulary("en")
    for table in ("labels", "guide", "title", "verdict", "season", "score"):
        for key in english.tables.get(table, {}):
            # Words that any sentence has (The, Our, My), and letters.
            if key not in ("before", "codes"):
                found |= {word.casefold() for word in english.words(table, key)}
    return found - {label.casefold() for label in LABELS}


def _is_name(text: str) -> bool:
    """Tell whether a text may be a key of the JSON document, or the name of a kind of lines."""
    return text.isidentifier() and (text.islower() or text.isupper())


@pytest.mark.parametrize("home", sorted(WORDLESS))
def test_no_keyword_is_in_the_code(home: str) -> None:
    """What the code compares lines with, and what it writes, comes from the vocabulary."""
    words = _keywords()
    assert "episode guide" in words
    for path in _of(home):
        _assert_holds_no_keyword(path, words)


def _assert_holds_no_keyword(path: Path, words: Set[str]) -> None:
    tree = TREES[path]
    names = {
        id(one)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        for one in ast.walk(node.value)
    }
    in_sentences = {
        id(one) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for one in node.values
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        text = node.value
        word = text.strip(" :-–|•")
        if id(node) in names or _is_name(text) or text in OTHERS.get(_module(path), ()):
            continue
        if id(node) in in_sentences and word == text.strip():
            continue
        assert word.casefold() not in words, f"{path}:{node.lineno}: the word {text!r}"


def test_syntax_knows_no_tree() -> None:
    for path in FILES:
        if _home(path) == "syntax":
            targets = {one.name.split(".")[1] for one in _imports(path) if "reviewfmt." in one.name}
            assert targets <= {"syntax", "characters", "expressions", "nearest", "span"}, path


def test_check_and_the_library_leave_pandoc_alone() -> None:
    """`check`, `format` and the calls on text import nothing of pandoc's side."""
    code = (
        "import sys, reviewfmt, reviewfmt.cli.check, reviewfmt.cli.format\n"
        "text = 'A Show Review\\n\\nVerdict: 8/10\\n'\n"
        "review = reviewfmt.loads(text)\n"
        "reviewfmt.dumps(review); reviewfmt.format(text); reviewfmt.check(text)\n"
        "reviewfmt.edit(text, lambda one: one)\n"
        "print([one for one in sys.modules if 'pandoc' in one or 'converter' in one])\n"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_rows_have_their_files() -> None:
    from reviewfmt.cli import COMMANDS
    from reviewfmt.cli.reports import REPORTS

    for name in COMMANDS:
        assert (PACKAGE / "cli" / f"{name}.py").is_file()
    reports = {path.stem for path in (PACKAGE / "cli" / "reports").glob("*.py")}
    assert reports == {*REPORTS, "__init__"}
