"""Generates grammar/words.lark and src/reviewfmt/syntax/generated.py, as `make grammar` does.

words.lark has the words of grammar/vocabulary/ as terminals. generated.py has the terminals of
review.lark as patterns, with placeholders for the words, the words and the boilerplate as data, and
Lark's table of the rules. `--check` writes nothing, and exits with 1 if a file is out of date.
"""

from __future__ import annotations

import pprint
import re
import re._constants as ops  # type: ignore[import-not-found]  # it has no type stubs
import re._parser  # type: ignore[import-not-found]
import sys
from pathlib import Path
from typing import Any

import lark
from lark.grammar import Rule
from lark.lexer import Lexer, TerminalDef

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

# The path to the package is set above.
from reviewfmt.syntax.boilerplate import read_boilerplate  # noqa: E402
from reviewfmt.syntax.terminals import terminals  # noqa: E402
from reviewfmt.syntax.vocabulary import Vocabulary, fold, read_vocabulary  # noqa: E402

GRAMMAR = ROOT / "grammar" / "review.lark"
WORDS = ROOT / "grammar" / "words.lark"
GENERATED = ROOT / "src" / "reviewfmt" / "syntax" / "generated.py"
OPTIONS: dict[str, Any] = {"parser": "lalr", "start": "review", "maybe_placeholders": False}

_MARK = "\ue000{}\ue001"  # private-use characters, which no pattern has


class _Unused(Lexer):
    """Replaces Lark's lexers, since our parser makes its own tokens."""

    def __init__(self, lexer_conf: Any) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any) -> Any:
        raise NotImplementedError


class _Keep:
    """Makes Lark keep the terminals that no rule uses."""

    def __init__(self, names: set[str]) -> None:
        self.always_accept = names

    def process(self, stream: Any) -> Any:
        return stream


def vocabularies() -> list[Vocabulary]:
    """Return the vocabularies of the project, English first."""
    files = sorted((ROOT / "grammar" / "vocabulary").glob("*.toml"))
    files.sort(key=lambda path: path.stem != "en")
    return [read_vocabulary(path.read_text(encoding="utf-8")) for path in files]


def words_text(words: dict[str, str]) -> str:
    """Return the text of words.lark."""
    lines = [
        "// The words of grammar/vocabulary/ as terminals: written by `make grammar`, not by hand.",
        "",
    ]
    for name, pattern in words.items():
        escaped = pattern.replace("/", r"\/")
        lines.append(f"{name}: /{escaped}/")
    return "\n".join(lines) + "\n"


Rules = tuple[tuple[str, int], ...]
States = tuple[dict[str, int], ...]


def table(parser: lark.Lark) -> tuple[Rules, States, int, int]:
    """Return Lark's table: rules by name and size, states, the first state and the last.

    A state maps the name of a token or a rule to the number of the next state, or to `~` of the
    number of the rule to apply. The states are numbered in the order in which they are reached:
    Lark's own numbers depend on the order of its sets, which differs from run to run.
    """
    data, memo = parser.memo_serialize([TerminalDef, Rule])
    told = data["parser"]["parser"]
    names = told["tokens"]
    (start,) = told["start_states"].values()
    (end,) = told["end_states"].values()
    numbers = {one: at for at, one in enumerate(one for one in memo if "expansion" in memo[one])}
    rules = tuple((memo[one]["origin"]["name"], len(memo[one]["expansion"])) for one in numbers)
    order = {start: 0}
    states: list[dict[str, int]] = []
    for state in (reached := [start]):
        row = {}
        for name, kind, argument in sorted(
            (names[symbol], *action) for symbol, action in told["states"][state].items()
        ):
            if kind == 0 and argument not in order:
                order[argument] = len(order)
                reached.append(argument)
            row[name] = order[argument] if kind == 0 else ~numbers[argument["@"]]
        states.append(row)
    return rules, tuple(states), 0, order[end]


def shape_names() -> set[str]:
    """Return the names of the terminals that review.lark defines."""
    lines = GRAMMAR.read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[0] for line in lines if line[:1].isupper())
    return {name for name in names if name.isidentifier()}


def load(words: dict[str, str], keep: set[str], **options: Any) -> lark.Lark:
    """Load the grammar with these words instead of words.lark."""

    def source(_: Any, path: str) -> tuple[str, str]:
        if Path(path).name == WORDS.name:
            return str(WORDS), words_text(words)
        raise OSError(path)

    return lark.Lark(
        GRAMMAR.read_text(encoding="utf-8"),
        source_path=str(GRAMMAR),
        import_paths=[source],
        lexer=_Unused,
        postlex=_Keep(keep),
        **{**OPTIONS, **options},
    )


_MOST_KEYS = 64
_LETTER = re.compile(r"[^\W\d_]")


class _Heads:
    """The beginnings of what a pattern matches: whole runs of letters, or their first letters.

    `open` are runs that more letters may follow as the pattern goes on, `keys` those that are
    known: a run of letters, a sign, `0` for a digit, and `^` with the first letter of
    a run that may go on in any way.
    """

    def __init__(self, pattern: str) -> None:
        self.keys: set[str] = set()
        self.keys |= self._walk({""}, list(re._parser.parse(pattern)))

    def _walk(self, open_: set[str], items: list[Any]) -> set[str]:
        """Follow `items` from each of the open runs; return the runs that are open behind them."""
        for operator, argument in items:
            if len(open_) > _MOST_KEYS:
                return self._any(open_)
            open_ = self._step(open_, operator, argument)
        return open_

    def _any(self, open_: set[str]) -> set[str]:
        """Close all open runs: any letters may follow them."""
        self.keys |= {f"^{run[:1]}" for run in open_}
        return set()

    def _literal(self, open_: set[str], code: int) -> set[str]:
        character = chr(code)
        if _LETTER.match(character):
            return {run + character for run in open_}
        told = "0" if character.isdecimal() else character
        self.keys |= {run or told for run in open_}
        return set()

    def _step(self, open_: set[str], operator: Any, argument: Any) -> set[str]:
        if not open_:
            return open_
        if operator is ops.LITERAL:
            return self._literal(open_, argument)
        if operator is ops.IN:
            if any(kind not in (ops.LITERAL, ops.CATEGORY) for kind, _ in argument):
                return self._any(open_)
            found: set[str] = set()
            for kind, value in argument:
                if kind is ops.LITERAL:
                    found |= self._literal(open_, value)
                elif value is ops.CATEGORY_DIGIT:
                    self.keys |= {run or "0" for run in open_}
                else:
                    return self._any(open_)
            return found
        if operator is ops.BRANCH:
            return set().union(*(self._walk(open_, list(one)) for one in argument[1]))
        if operator is ops.SUBPATTERN:
            return self._walk(open_, list(argument[3]))
        if operator in (ops.MAX_REPEAT, ops.POSSESSIVE_REPEAT):
            least, most, body = argument
            behind = open_ if least == 0 else set()
            for count in range(1, min(most, least + 3) + 1):
                open_ = self._walk(open_, list(body))
                if count >= least:
                    behind = behind | open_
            return self._any(behind) if most > least + 3 and open_ else behind
        if operator is ops.AT and argument is ops.AT_BOUNDARY:
            self.keys |= {run for run in open_ if run}
            return {run for run in open_ if not run}
        return self._any(open_)


def heads(pattern: str) -> tuple[str, ...]:
    """Return the first letters, folded, of the lines that a pattern of boilerplate matches."""
    return tuple(sorted({fold(key) for key in _Heads(pattern).keys}))


_CONSERVATIVE = frozenset(("NUMBER_MARK", "PLAIN", "PLAIN_ENTRY", "UNSCORED"))
"""Terminals that only rule lines out: without them lines would be read in the same way."""


def spelled_out(name: str, pattern: str) -> str:
    r"""Return such a terminal with the `\s` and `\d` in its sets replaced by characters.

    Python matches a set of plain characters with a single lookup. Above U+FFFF, where digits may
    still be added, every character counts as a digit.
    """
    if name not in _CONSERVATIVE:
        return pattern
    spaces, digits = (
        _ranges([one for one in map(chr, range(0x10000)) if is_one(one)])
        for is_one in (str.isspace, str.isdecimal)
    )
    beyond = "\U00010000-\U0010ffff"
    return (
        pattern.replace(r"[^\s\d★", f"[^{beyond}{spaces}{digits}★")
        .replace(r"[^\d★", f"[^{beyond}{digits}★")
        .replace(r"[\d★⭐☆½]", f"[{beyond}{digits}★⭐☆½]")
    )


def _ranges(characters: list[str]) -> str:
    found: list[list[str]] = []
    for one in characters:
        if found and ord(one) == ord(found[-1][1]) + 1:
            found[-1][1] = one
        else:
            found.append([one, one])
    return "".join(f"{re.escape(first)}-{re.escape(last)}" for first, last in found)


def rendered() -> dict[Path, str]:
    """Return the texts of the generated files by their paths."""
    found = vocabularies()
    words = terminals(found)
    marked = {name: _MARK.format(name) for name in words}
    names = shape_names()
    shapes = {
        terminal.name: spelled_out(terminal.name, terminal.pattern.to_regexp())
        for terminal in load(marked, names).terminals
        if terminal.name in names
    }
    rules, states, start, accepted = table(load(words, set()))
    boilerplate = read_boilerplate(
        (ROOT / "grammar" / "boilerplate.toml").read_text(encoding="utf-8"), built_in=True
    )
    boilerplate_heads = {
        pattern: heads(pattern) for patterns in boilerplate.values() for pattern in patterns
    }
    plain = [{"language": one.language, "name": one.name, **one.tables} for one in found]
    lines = [
        '"""grammar/, built: written by `make grammar`, not by hand."""',
        "",
        "from typing import Any",
        "",
        f"RULES: tuple[tuple[str, int], ...] = {rules!r}",
        f"STATES: tuple[dict[str, int], ...] = {states!r}",
        f"START, ACCEPTED = {start}, {accepted}",
        f"SHAPES: dict[str, str] = {pprint.pformat(dict(sorted(shapes.items())), width=1000)}",
        f"WORDS: dict[str, str] = {pprint.pformat(words, width=10000, sort_dicts=False)}",
        f"BOILERPLATE: dict[str, tuple[str, ...]] = {boilerplate!r}",
        f"BOILERPLATE_HEADS: dict[str, tuple[str, ...]] = {boilerplate_heads!r}",
        f"VOCABULARIES: list[dict[str, Any]] = {plain!r}",
    ]
    return {WORDS: words_text(words), GENERATED: "\n".join(lines) + "\n"}


def main(arguments: list[str]) -> int:
    """Write the files, or check them."""
    texts = rendered()
    if arguments == ["--check"]:
        return int(any(path.read_text(encoding="utf-8") != text for path, text in texts.items()))
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
