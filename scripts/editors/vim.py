"""The table of lines as a syntax file of Vim and Neovim.

A state is a region from the line below its first line to the end of the file. A blank line leads to
the rules that apply below it. If several items match at one place, Vim uses the last one that is
defined, so the rules of a state are written backwards.

The patterns are for Vim's backtracking engine: the other one takes seconds for some of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from graphlib import TopologicalSorter
from itertools import pairwise

from reviewfmt.syntax.line_kinds import Kind
from scripts.editors.dialects import VIM, VIM_SPACES
from scripts.editors.patterns import parts, patterns, pieces
from scripts.editors.spelling import factored, translated
from scripts.editors.table import (
    AHEAD,
    FARTHEST,
    GUESS,
    REPEATED,
    START,
    STATES,
    Ahead,
    Rule,
    Step,
)

GROUPS: dict[Kind, str] = {
    Kind.COMMENT: "Comment",
    Kind.ESCAPED: "Normal",
    Kind.HEADING: "Title",
    Kind.TITLE: "Title",
    Kind.QUOTE: "String",
    Kind.FIGURE: "Underlined",
    Kind.COMMENTS: "Comment",
    Kind.BOILERPLATE: "Comment",
    Kind.GUIDE: "Statement",
    Kind.SEASON: "Statement",
    Kind.VERDICT: "Statement",
    Kind.ENTRY: "Identifier",
    Kind.RATING: "Identifier",
    Kind.FIELD: "String",
    Kind.ITEM: "Normal",
    Kind.PROSE: "Normal",
}
"""The group of Vim that gives each kind of line its colour."""

_MARKED = "reviewStrong,reviewEmphasis,reviewSpoiler,reviewLink,reviewEscape"
_INSIDE: dict[Kind, str] = {
    Kind.ESCAPED: _MARKED,
    Kind.HEADING: f"reviewScored,{_MARKED}",
    Kind.TITLE: _MARKED,
    Kind.QUOTE: _MARKED,
    Kind.GUIDE: "reviewScored",
    Kind.SEASON: "reviewScored",
    Kind.VERDICT: f"reviewScored,{_MARKED}",
    Kind.ENTRY: f"reviewLabel,reviewScored,{_MARKED}",
    Kind.RATING: f"reviewScored,{_MARKED}",
    Kind.FIELD: "reviewKey",
    Kind.ITEM: _MARKED,
    Kind.PROSE: _MARKED,
}
_ENGINE = r"\%#=1\c\v"
_NEVER = "a@!a"
_SPACE = f"[{VIM_SPACES}]*"
_ASIDES = ("comment", "signed")
"""The ignored lines that a search skips: Vim's patterns have no room for those with words."""


_WRITTEN = '" Written by `make editors` from grammar/, not by hand.'


def outputs() -> dict[str, str]:
    """Return the text of each file, by its path below the folder of the plugin."""
    return {
        "ftdetect/review.vim": f"""{_WRITTEN}
autocmd BufRead,BufNewFile *.review setfiletype review
""",
        "ftplugin/review.vim": f"""{_WRITTEN}
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1
setlocal comments=:% commentstring=%\\ %s linebreak
let b:undo_ftplugin = 'setlocal comments< commentstring< linebreak<'
""",
        "syntax/review.vim": "\n".join(_lines()) + "\n",
    }


def _lines() -> Iterator[str]:
    yield _WRITTEN
    yield "scriptencoding utf-8"
    yield "if exists('b:current_syntax')"
    yield "  finish"
    yield "endif"
    yield "let s:cpo = &cpo"
    yield "set cpo&vim"
    yield "syntax case match"
    yield "syntax iskeyword @,48-57,192-255"
    yield "syntax sync fromstart"
    yield "syntax sync linebreaks=3"
    yield from _pieces()
    spelled = {name: translated(pattern, VIM) for name, pattern in patterns().items()}
    held = {name: translated(part, VIM) for name, part in parts().items()}
    shared, spelled = factored(spelled, held, _reference)
    for name, part in shared.items():
        yield f"let s:{name} = {_string(part)}"
    for name, pattern in spelled.items():
        yield f"let s:is_{_word(name)} = {_string(pattern)}"
    yield f"let s:is_aside = {_string(_any_of(_ASIDES))}"
    for name, ahead in AHEAD.items():
        if name != GUESS:
            yield f"let s:above_{_word(name)} = {_string(_ahead(ahead))}"
    rules = _ordered()
    for rule in reversed(rules):
        yield _rule(rule)
    for state, members in STATES.items():
        yield from _state(state, members)
    for rule in rules:
        yield f"highlight default link {_name(rule)} {GROUPS[rule.kind]}"
    yield "let b:current_syntax = 'review'"
    yield "let &cpo = s:cpo"
    yield "unlet s:cpo"


def _word(name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in name)


def _reference(name: str) -> str:
    return f"\ue000{name}\ue001"


def _string(pattern: str) -> str:
    """Return an expression of Vim for a pattern, with the parts that it refers to."""
    quoted = "'" + pattern.replace("'", "''") + "'"
    return quoted.replace("\ue000", "' . s:").replace("\ue001", " . '")


def _is(name: str) -> str:
    return f"%({_reference(f'is_{_word(name)}')})"


def _any_of(names: Sequence[str]) -> str:
    return f"%({'|'.join(map(_is, names))})"


def _state(state: str, members: Sequence[Rule]) -> Iterator[str]:
    known = [rule for rule in members if _is_known(rule)]
    tight = ",".join(_name(rule) for rule in known if not rule.below_blank)
    apart = ",".join(_name(rule) for rule in known if rule.below_blank is not False)
    blank = f"reviewBlank_{state}"
    yield f"syntax cluster review_{state} contains={tight},{blank}"
    yield f"syntax cluster reviewApart_{state} contains={apart},{blank}"
    yield rf"syntax match {blank} contained /\v^{_SPACE}\n/ nextgroup=@reviewApart_{state}"
    start = r"/\%^/" if state == START else "/^/ contained"
    yield rf"syntax region reviewIn_{state} start={start} end=/\%$/ contains=@review_{state}"


def _is_known(rule: Rule) -> bool:
    return rule.ahead != GUESS and rule.pattern != REPEATED


def _ordered() -> list[Rule]:
    """Return the rules of all states, each once, in an order that fits every state."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    by_name: dict[str, Rule] = {}
    for rules in STATES.values():
        known = [rule for rule in rules if _is_known(rule)]
        for rule in known:
            by_name[_name(rule)] = rule
            sorter.add(_name(rule))
        for skipped in (True, False):
            asked = (rule for rule in known if rule.below_blank is not skipped)
            for above, below in pairwise(asked):
                sorter.add(_name(below), _name(above))
    return [by_name[name] for name in sorter.static_order()]


def _name(rule: Rule) -> str:
    ahead = f"_{_word(rule.ahead)}" if rule.ahead else ""
    return f"review{rule.kind.value.title()}_{_word(rule.pattern)}_{rule.state or 'here'}{ahead}"


def _rule(rule: Rule) -> str:
    inside = _INSIDE.get(rule.kind)
    ahead = "" if rule.ahead is None else f" . s:above_{_word(rule.ahead)}"
    behind = (f"contains={inside} " if inside else "") + (
        f"nextgroup=reviewIn_{rule.state} skipnl" if rule.state else ""
    )
    opening = f"syntax match {_name(rule)} contained /{_ENGINE}^{_SPACE}%("
    return f"execute '{opening}' . s:is_{_word(rule.pattern)} . ')@='{ahead} . '.*$/ {behind}'"


def _ahead(ahead: Ahead) -> str:
    r"""Return the pattern of what a rule looks for below, beginning with the line.

    The pattern of a line follows a line end and white space.
    """
    if _is_search(ahead):
        return _searched(ahead)
    aside = _reference("is_aside")
    blank = "$" if ahead.blank is None else _NEVER
    skipped = rf"%(\n{_SPACE}%({blank}|{aside}.*|{_passed(ahead.steps)})){{,{FARTHEST}}}"
    found = rf"\n{_SPACE}%({aside})@!%(%($)@!{_decided(ahead.steps)}"
    found += r"|$)" if ahead.blank else ")"
    if ahead.end:
        found = rf"%({found}|\n?%$)"
    if ahead.apart:
        first = rf"%(\n{_SPACE}{aside}.*)*\n{_SPACE}$"
        return rf"%(.*%({first}{skipped}{found}))@="
    return rf"%(.*{skipped}{found})@="


def _is_search(ahead: Ahead) -> bool:
    """Tell whether any line below may match, up to one that ends the search."""
    decides = [step.decides for step in ahead.steps]
    return (
        decides == sorted(decides, key=bool)
        and None not in decides
        and ahead.steps[-1].pattern != "any"
        and ahead.blank is None
        and not ahead.end
    )


def _searched(ahead: Ahead) -> str:
    """Return the pattern of a search whose steps that decide against the rule come first.

    It also stops at a line that it looks for: otherwise it would continue to the last one. If it
    looks for several, there is no room for that.
    """
    found = [step.pattern for step in ahead.steps if step.decides]
    stops = [step.pattern for step in ahead.steps if not step.decides]
    if len(found) == 1:
        stops += found
    apart = rf"%(\n{_SPACE}$)" if ahead.apart else ""
    passed = rf"%(%(\n{_SPACE}%({_any_of(stops)})@!.*)@>){{,{FARTHEST}}}"
    return rf"%(.*{apart}{passed}\n{_SPACE}{_any_of(found)})@="


def _one(step: Step) -> str:
    return f"{_is(step.pattern)}.*\\n{_SPACE}$" if step.alone else _is(step.pattern)


def _decided(steps: Sequence[Step]) -> str:
    """Return the pattern of a line that decides for the rule."""
    if not steps:
        return _NEVER
    rest = _decided(steps[1:])
    if steps[0].decides:
        return _is("any") if steps[0].pattern == "any" else f"%({_one(steps[0])}|{rest})"
    return f"%({_one(steps[0])})@!{rest}"


def _passed(steps: Sequence[Step]) -> str:
    """Return the pattern of a line that decides nothing."""
    if not steps:
        return ".*"
    if steps[0].pattern == "any":
        return _NEVER
    rest = _passed(steps[1:])
    if steps[0].decides is None:
        return f"%({_one(steps[0])}.*|{rest})"
    return _NEVER if rest == _NEVER else f"%({_one(steps[0])})@!{rest}"


def _pieces() -> Iterator[str]:
    spelled = {name: translated(pattern, VIM) for name, pattern in pieces().items()}
    yield rf"syntax match reviewLabel contained /{_ENGINE}^{spelled['label']}/"
    scored = f"{spelled['score']}|{spelled['alone']}"
    yield f"syntax match reviewScored contained /{_ENGINE}%({scored})/"
    yield r"syntax match reviewKey contained /\v^[^:：]+[:：]/"
    yield r"syntax match reviewEscape contained +\v\\[!-/:-@[-`{-~]+"
    yield r"syntax match reviewStrong contained /\v\*\*[^*]+\*\*/"
    yield r"syntax match reviewEmphasis contained /\v\*@1<!\*[^* ][^*]*\*\*@!/"
    yield r"syntax match reviewSpoiler contained /\v\|\|[^|]+\|\|/"
    yield (
        r"syntax match reviewLink contained "
        r"/\v\[[^\[\]]+\]\([^() ]*\)|\<[A-Za-z][A-Za-z0-9+.-]*:[^<> ]+\>/"
    )
    for name, group in (
        ("Label", "Type"),
        ("Scored", "Number"),
        ("Key", "Identifier"),
        ("Escape", "Special"),
        ("Spoiler", "SpecialComment"),
        ("Link", "Underlined"),
    ):
        yield f"highlight default link review{name} {group}"
    yield "highlight default reviewStrong term=bold cterm=bold gui=bold"
    yield "highlight default reviewEmphasis term=italic cterm=italic gui=italic"
