"""The floors: a module imports lower floors only, and each dependency has one owner."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "reviewfmt"

FLOORS = {
    "model": 0,
    "diagnostic": 0,
    "assets": 0,
    "characters": 0,
    "source": 0,
    "boilerplate": 0,
    "table": 0,
    "shapes": 0,
    "scores": 0,
    "parser": 1,
    "printer": 1,
    "document": 1,
    "pandoc_ast": 1,
    "text_form": 2,
    "commonmark": 0,
    "rules": 1,
    "linter": 2,
    "formatter": 2,
    "comparison": 2,
    "converter": 2,
    "batch": 3,
    "config": 3,
    "cli": 4,
    "__init__": 4,
    "__main__": 4,
}

# On floor 0 the types build on each other, in this order, and on floor 4 the script runs the
# command line, which tells the version.
BENEATH = {
    "linter": {"text_form"},
    "converter": {"text_form"},
    "diagnostic": {"model"},
    "source": {"model", "diagnostic"},
    "shapes": {"characters", "boilerplate", "table"},
    "scores": {"characters", "model", "shapes"},
    "cli": {"__init__"},
    "__main__": {"cli"},
}

OWNERS = {
    "lark": "parser",
    "lark_cython": "parser",
    "jsonschema": "document",
    "jsonschema_rs": "document",
    "pypandoc": "converter",
    "pathspec": "batch",
    "click": "cli",
    "rich": "cli",
}

SLOW_AT_THE_TOP = {"json", "subprocess", "pathlib", "tempfile", "concurrent", "difflib", "tomllib"}
HOT = {"__init__", "__main__", "cli", "batch", "config", "linter"}

FILES = sorted(PACKAGE.rglob("*.py"))


def _home(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> list[tuple[str, int, bool]]:
    """Every import of a file: dotted name, line, and whether it runs when the module does."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            names = [node.module or ""]
            if node.module == "reviewfmt":
                named = [alias.name for alias in node.names]
                names = [f"reviewfmt.{name}" if name in FLOORS else "reviewfmt" for name in named]
        else:
            continue
        above, now = parents.get(node), True
        while above is not None:
            if isinstance(above, ast.FunctionDef | ast.Lambda):
                now = False
            if isinstance(above, ast.If) and "TYPE_CHECKING" in ast.dump(above.test):
                now = False
            above = parents.get(above)
        found += [(name, node.lineno, now) for name in names]
    return found


def test_the_files_are_found() -> None:
    assert len(FILES) > 20
    assert {_home(path) for path in FILES} <= set(FLOORS), "a module without a floor"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    home = _home(path)
    for name, line, _now in _imports(path):
        parts = name.split(".")
        if parts[0] == "reviewfmt":
            target = parts[1] if len(parts) > 1 else "__init__"
            inside = target == home
            beneath = FLOORS[target] < FLOORS[home] or target in BENEATH.get(home, set())
            assert inside or beneath, f"{path}:{line}: {home} imports {target}"
        elif parts[0] not in sys.stdlib_module_names:
            owner = OWNERS.get(parts[0])
            assert owner == home, f"{path}:{line}: {parts[0]} is the dependency of {owner}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_slow_is_imported_at_the_top(path: Path) -> None:
    if _home(path) in HOT:
        for name, line, now in _imports(path):
            top = name.split(".")[0]
            assert not (now and top in SLOW_AT_THE_TOP), f"{path}:{line}: {name} at the top"


def test_rows_have_their_files() -> None:
    from reviewfmt.cli import COMMANDS
    from reviewfmt.cli.reports import REPORTS

    for name in COMMANDS:
        assert (PACKAGE / "cli" / f"{name}.py").is_file()
    reports = {path.stem for path in (PACKAGE / "cli" / "reports").glob("*.py")}
    assert reports == {*REPORTS, "__init__"}


def test_every_public_name_is_there() -> None:
    import reviewfmt

    for name in reviewfmt.__all__:
        assert getattr(reviewfmt, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonesuch'"):
        _ = reviewfmt.nonesuch
