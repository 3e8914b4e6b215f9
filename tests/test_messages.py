"""What reaches a terminal or a log of CI: no sign in it is obeyed, wherever it comes from."""

from __future__ import annotations

import ast
import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviewfmt.cli import run
from reviewfmt.cli.console import as_json, shown
from reviewfmt.cli.reports import REPORTS, Report, report
from reviewfmt.cli.statistics import Statistics
from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.linter import Checked, check_data
from reviewfmt.source import Lines
from tests.budget import CASES

CLI = Path(__file__).parents[1] / "src" / "reviewfmt" / "cli"

OBEYED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
    r"|##[a-z]*\["
)
COMMAND = re.compile(r"\s*::")


def obeyed(text: str, *, commands: bool = False) -> list[str]:
    """Return what a terminal or a runner of CI would obey; `commands` of ours are let through."""
    found = [match[0] for match in OBEYED.finditer(text)]
    if not commands:
        found += [line for line in re.split(r"[\n\r]", text) if COMMAND.match(line)]
    return found


HOSTILE = (
    "::error::a\x1b[31m\u202eb\u2067",
    "a\r::error::b\n::error::c\u2028::error::d\u2029\x85  ::error::e\x0b::f",
    "##[add-mask]\x9b2J\x7f\U000e0041##vso[task.x]y\x00",
    "  ::stop-commands::x\x08\x07",
)


@pytest.mark.parametrize("text", [*HOSTILE, "\ud800", "\t", "###[x]", "::"])
def test_shown_is_one_line_that_nobody_obeys(text: str) -> None:
    assert not obeyed(shown(text))
    assert "\n" not in shown(text)
    assert len(shown(text)) == len(text)
    assert shown(text).encode()


@pytest.mark.parametrize(
    "text",
    ["é 霧 😀 👩\u200d🚀", "a\u00a0b", "# [x]", "a::b", "שלום\u200f!", "e\u0301", "C:\\a", "##"],
)
def test_shown_leaves_what_nobody_obeys(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_json_is_as_it_was(text: str) -> None:
    told = as_json({text: [text]})
    assert not obeyed(told)
    assert json.loads(told) == {text: [text]}


# -- every report -------------------------------------------------------------------------------

PIECES = ("::", ":", "#", "##[", "[", "]", "a", " ", "\n", "\r", "\x1b[31m", "\u202e", "\u2028")
WORDS = st.lists(
    st.one_of(
        st.sampled_from(PIECES),
        st.sampled_from([char for text in HOSTILE for char in text]),
        st.characters(codec="utf-8"),
    ),
    max_size=20,
).map("".join)
PATHS = WORDS.map(lambda text: text.replace("\0", "").replace("/", "") or "a")


@st.composite
def checked(draw: st.DrawFn) -> Checked:
    text = draw(WORDS) or "x"
    lines = Lines(text)
    found = []
    path = draw(PATHS)
    for severity in draw(st.lists(st.sampled_from(Severity), max_size=3)):
        start = draw(st.integers(0, len(text)))
        span = lines.span(start, draw(st.integers(start, len(text))))
        help_ = draw(st.none() | WORDS)
        found.append(Diagnostic("RF105", draw(WORDS), span, severity, help_, path=path))
    return Checked(path, text, tuple(found))


def hostile() -> list[Checked]:
    return [
        Checked(
            text, text, (Diagnostic("RF105", text, Lines(text).span(0, 1), help=text, path=text),)
        )
        for text in (one.replace("\0", "") for one in HOSTILE)
    ]


@pytest.mark.parametrize("name", REPORTS)
@settings(max_examples=min(CASES // 4, 40))
@given(found=st.lists(checked(), max_size=3))
@example(found=hostile())
@example(found=[Checked(":", "x", (Diagnostic("RF105", "x", path=":"),))])
def test_no_report_is_obeyed(name: str, found: list[Checked]) -> None:
    text = report(name).render(found, False)
    assert not obeyed(text, commands=name == "github")
    hued = re.sub(r"\x1b\[[0-9;]*m", "", report(name).render(found, True))
    assert not obeyed(hued, commands=name == "github")
    number = sum(len(one.diagnostics) for one in found)
    if name in ("github", "concise"):
        assert text.count("\n") == number
    if name == "github":
        assert all(re.match("::(error|warning) file=", line) for line in text.splitlines())
    for as_json_ in (True, False):
        assert not obeyed(Report(Statistics(as_json=as_json_)).render(found, False))


def test_a_line_of_a_report_that_has_its_own_signs_is_shown() -> None:
    one = check_data(b"Sh\x1b[2Jow Review\n\nWords ##[error]x\x9b.\n", "a\x1b.review")
    assert one.diagnostics
    assert not obeyed(report("full").render([one], False))


# -- every command ------------------------------------------------------------------------------

REVIEW = "A Show Review – good\n\nIt is {}good.\n\n  • Verdict - 8/10\n"


def _toml(text: str) -> str:
    return json.dumps(text).replace("\x7f", "\\u007f")


def _configurations(text: str) -> Iterator[str]:
    quoted = _toml(text)
    yield f"{quoted} = 1\n"
    for key in ("strict", "select", "maximum", "baseline", "line-ending", "output-format"):
        yield f"{key} = {quoted}\n"
    for key in ("select", "boilerplate", "vocabulary", "include"):
        yield f"{key} = [{_toml(text + '[z-a]')}]\n"
    yield f"exclude = [{quoted}, 1]\n"
    yield f"vocabulary = [{_toml(text.replace('/', '') + '.toml')}]\n"
    yield f"[per-file-ignores]\n{_toml(text + '[z-a]')} = []\n"
    yield f"[per-file-ignores]\n{quoted} = [{quoted}]\n"
    yield f"[rules]\n{quoted} = 1\n"
    yield f"[rules.RF305]\n{quoted} = 1\n"
    yield f"[{quoted}\n"
    yield f"a = 1\n{text}\n"


@pytest.fixture
def said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    monkeypatch.chdir(tmp_path)
    for name in ("CI", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)

    def called(*arguments: str, stdin: str = "") -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = run(arguments)
        sys.stdout.flush()
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out + err

    return called


@pytest.mark.parametrize("text", HOSTILE)
def test_no_configuration_is_obeyed(
    text: str, tmp_path: Path, said: Callable[..., tuple[int, str]]
) -> None:
    (tmp_path / "a.review").write_text(REVIEW, encoding="utf-8")
    for configuration in _configurations(text):
        (tmp_path / "reviewfmt.toml").write_text(configuration, encoding="utf-8")
        code, told = said("check", "a.review")
        assert (code, obeyed(told)) == (2, []), configuration
        assert told.startswith("reviewfmt: "), configuration
        assert told.count("\n") == 1, configuration


@pytest.mark.parametrize("text", [text.replace("\0", "") for text in HOSTILE])
def test_no_argument_is_obeyed(
    text: str, tmp_path: Path, said: Callable[..., tuple[int, str]]
) -> None:
    (tmp_path / "a.review").write_text(REVIEW, encoding="utf-8")
    for arguments in (
        ("check", text),
        ("check", f"{text}*"),
        ("check", "a.review", f"--{text}"),
        *(("check", "a.review", option, text) for option in ("--select", "--output-format")),
        *(("check", "a.review", option, text) for option in ("--config", "--baseline")),
        ("check", "a.review", "--exclude", f"a{text}[z-a]"),
        ("check", "a.review", "--encoding", text),
        ("check", "a.review", "-o", f"a.review/{text}"),
        ("format", "a.review", text),
        ("convert", "a.review", "-t", text),
        ("convert", "a.review", "-o", f"x.{text}"),
        ("convert", "a.review", "-t", "json", "--metadata", text),
        ("convert", "a.review", "-t", "json", "--metadata", f"{text}=1"),
        ("convert", "a.review", "-t", "json", "-o", f"a.review/{text}"),
        ("diff", "a.review", text),
        ("diff", "a.review", "a.review", "-f", text),
        ("rule", text),
        (text,),
    ):
        code, told = said(*arguments)
        assert (code, obeyed(told)) == (2, []), arguments
    for arguments in (("check", "-"), ("format", "-")):
        code, told = said(*arguments, "--stdin-filename", text, stdin="No title\n")
        assert (code, obeyed(told)) == (1, []), arguments


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
@pytest.mark.parametrize("text", [text.replace("\0", "") for text in HOSTILE])
def test_no_name_of_a_file_is_obeyed(
    text: str, tmp_path: Path, said: Callable[..., tuple[int, str]]
) -> None:
    good = REVIEW.replace("•", "*")
    for name, content in (("bad.review", "No title\n"), ("loose.review", good)):
        (tmp_path / text).mkdir(exist_ok=True)
        (tmp_path / text / f"{text}{name}").write_text(content, encoding="utf-8")
    (tmp_path / text / "none").mkdir()
    known = {"reviewfmt-baseline": 1, "files": {f"gone{text}": {"RF105:x": 1}}}
    (tmp_path / "known.json").write_text(json.dumps(known))
    for name in REPORTS:
        told = said("check", ".", "--output-format", name)[1]
        assert not obeyed(told, commands=name == "github"), name
        assert "".join(re.findall(r"^\s*::.*?::", told, re.MULTILINE)).count("::error f") <= 3
    for arguments in (
        ("check", f"{text}/none"),
        ("check", ".", "--baseline", "known.json"),
        ("check", ".", "--diff"),
        ("format", ".", "--check"),
        ("convert", ".", "-t", "json", "-o", "known.json"),
        ("convert", ".", "-t", "json", "-o", f"out{text}"),
    ):
        assert not obeyed(said(*arguments)[1]), arguments


@pytest.mark.parametrize("text", [text.replace("\0", "") for text in HOSTILE])
def test_no_text_is_obeyed(
    text: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: Callable[..., tuple[int, str]],
) -> None:
    """A diff in a log of CI is for people; what goes elsewhere is a patch, to the byte."""
    monkeypatch.setenv("CI", "true")
    other = "".join(text.split())
    (tmp_path / "a.review").write_text(REVIEW.format(text).replace("•", "*"), encoding="utf-8")
    (tmp_path / "b.review").write_text(REVIEW.format(other), encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps({"reviewfmt": "1.0", text: text, "title": text}))
    for name in REPORTS:
        told = said("check", "a.review", "a.json", "--output-format", name)[1]
        assert not obeyed(told, commands=name == "github"), name
    for arguments in (
        ("check", "a.review", "--diff", "--unsafe-fixes"),
        ("format", "a.review", "--diff"),
        ("diff", "a.review", "b.review"),
        ("diff", "a.review", "b.review", "--output-format", "json"),
        ("convert", "a.json", "-t", "review"),
        ("convert", "a.review", "-t", "json", "-o", "out.json", "--output-format", "json"),
    ):
        assert not obeyed(said(*arguments)[1]), arguments


def test_losses_are_not_obeyed(tmp_path: Path, said: Callable[..., tuple[int, str]]) -> None:
    text = "".join(HOSTILE).replace("\0", "").replace("\n", "")
    for name in ("a", "b"):
        page = f"# A Show Review\n\nIt is `{text}`.\n\n<div {text}>x</div>\n\nVerdict: 8/10\n"
        (tmp_path / f"{name}.md").write_text(page, encoding="utf-8")
    code, told = said("convert", "a.md", "b.md", "-t", "json", "-o", "out", "--verbose")
    assert (code, obeyed(told)) == (0, [])
    assert "RF507" in told


# -- one home -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(CLI.rglob("*.py")), ids=lambda path: path.name)
def test_messages_are_written_in_one_place(path: Path) -> None:
    """Only console.py writes to a stream; the start of the program echoes texts of its own."""
    if path in (CLI / "console.py", CLI / "__init__.py"):
        return
    written = [
        f"{path.name}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func)
        in ("print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write")
    ]
    assert not written


# -- UTF-8, whatever the locale -----------------------------------------------------------------

TOLD = REVIEW.replace("•", "*").format("a – 霧 😀 ")


@pytest.mark.parametrize("encoding", ["cp1252", "cp932", "ascii", "utf-16"])
def test_what_is_written_is_utf_8_whatever_the_locale(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stream as Windows makes it, with another encoding and line end, gives the same bytes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.review").write_text(TOLD + "霧\x07\n", encoding="utf-8", newline="\n")
    (tmp_path / "b.review").write_text(TOLD, encoding="utf-8", newline="\r\n")

    def written(arguments: tuple[str, ...], encoding: str, end: str) -> tuple[int, bytes, bytes]:
        out, err = io.BytesIO(), io.BytesIO()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TOLD.encode())))
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding, newline=end))
        monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding, newline=end))
        code = run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        return code, out.getvalue(), err.getvalue()

    for arguments in (
        *(("check", "a.review", "霧.review", "--output-format", name) for name in REPORTS),
        ("check", "-", "--fix"),
        ("format", "-"),
        ("format", "b.review", "--diff"),
        ("convert", "-", "-t", "json"),
        ("diff", "a.review", "b.review"),
    ):
        told = written(arguments, encoding, "\r\n")
        assert told == written(arguments, "utf-8", "\n"), arguments
        assert told[1].decode() or told[2].decode()


def test_an_error_of_ours_is_not_obeyed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import reviewfmt.__main__ as program

    def fail(_arguments: list[str]) -> int:
        raise ValueError("".join(HOSTILE))

    monkeypatch.setattr("reviewfmt.cli.run", fail)
    monkeypatch.setattr(program, "_leave", sys.exit)
    with pytest.raises(SystemExit) as left:
        program.main()
    told = capsys.readouterr().err
    assert (left.value.code, obeyed(told)) == (2, [])
    assert told.startswith("reviewfmt: internal error: ValueError: ::error")
