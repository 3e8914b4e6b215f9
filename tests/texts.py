"""Texts for the properties: pages grown from the grammar, and mutations of real pages."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from reviewfmt.source import decode

ROOT = Path(__file__).parent.parent
REAL = ROOT.parent / "shared" / "real" / "metallic-rouge-s1.txt"
SEEDS = sorted(ROOT.glob("samples/*.review")) + ([REAL] if REAL.exists() else [])
assert len(SEEDS) >= 12, "no samples to grow texts from"

_SOURCES = [decode(path.read_bytes()) for path in SEEDS]
_LINES = sorted({line for text in _SOURCES for line in text.splitlines()})

WORDS = """Rouge city the a of dawn No. 9 Part 1 3.5 “night” Season Review Verdict Score – - — : |
. , ! ? … % \\ • * 100% 5/10 N/5 ★★★ ½ é 夜 قصة 🚢 Episode 3 Guide Rating"""
_words = st.sampled_from([*WORDS.split(), "\u00a0", "\u3000", "e\u0301"])
_phrase = st.lists(_words, min_size=1, max_size=9).map(" ".join)
_space = st.sampled_from(["", " ", "  ", "\u00a0", "\u00a0 ", "\t"])
_number = st.sampled_from(["1", "2", "3.5", "10", "07", "0", "7.25", "999999999", "1,5", "٣"])
_score = st.one_of(
    st.builds(
        lambda a, s, b: f"{a}{s}/{s}{b}", _number, _space, st.sampled_from(["5", "10", "0", "100"])
    ),
    st.sampled_from(
        [
            "★★★½☆",
            "⭐⭐⭐",
            "85%",
            "N/5",
            "B+",
            "-3/5",
            "－3/5",
            "Ｂ＋",
            "great",
            "",
            "7 out of 10",
            "★★★★★★",
        ]
    ),
)
_label = st.builds(
    lambda label, number: f"{label} {number}",
    st.sampled_from(
        ["Episode", "Episodes", "Ep.", "Chapter", "Special", "OVA", "episode", "Movie", "ＯＶＡ"]
    ),
    st.sampled_from(["1", "2", "3-4", "1 & 2", "6.5", "", "12"]),
)
_separator = st.builds(
    lambda a, bar, b: a + bar + b,
    _space,
    st.sampled_from(["-|", "– |", "|", "—|", "-", ":", "－｜", "－", "：", "＝"]),
    _space,
)
_score_words = st.sampled_from(
    ["", "Review Score – ", "Review Score: ", "Score = ", "Review Score "]
)
_entry = st.one_of(
    st.builds(
        lambda label, title, bar, words, score: f"{label}: {title}{bar}{words}{score}",
        _label,
        _phrase,
        _separator,
        _score_words,
        _score,
    ),
    st.builds(lambda title, bar, score: f"{title}{bar}{score}", _phrase, _separator, _score),
    st.builds(lambda label, title: f"{label}: {title}", _label, _phrase),
    st.lists(
        st.builds(
            lambda label, title, score: f"{label}: {title} -| Review Score – {score}",
            _label,
            _phrase,
            _score,
        ),
        min_size=2,
        max_size=4,
    ).map("".join),
)
_title = st.builds(
    lambda work, season, end, tag: f"{work}{season} Review{end}{tag}",
    _phrase,
    st.sampled_from(["", " Season 1", " Season Six", " – Full Season 2", " Part 2", " 2nd Season"]),
    st.sampled_from(["", " – ", ": ", "- ", " — ", " | "]),
    _phrase | st.just(""),
)
_verdict = st.builds(
    lambda bullet, name, between, score: f"{bullet}{name}{between}{score}",
    st.sampled_from(["", "• ", "  - ", "* "]),
    st.sampled_from(
        ["Verdict", "Final Verdict", "Overall", "Overall Score", "Rating", "Score", "Story"]
    ),
    st.sampled_from([" - ", ": ", " – ", " — ", " ", "="]),
    _score,
)
_line = st.one_of(
    _entry,
    _title,
    _verdict,
    _phrase,
    _phrase.map(lambda text: f"{text}."),
    _phrase.map(lambda text: f"• {text}"),
    _phrase.map(lambda text: f"    {text}"),
    _phrase.map(lambda text: f"\\{text}"),
    _phrase.map(lambda text: f"% {text}"),
    st.builds(
        lambda key, value: f"{key}: {value}",
        st.sampled_from(
            [
                *("Author", "Published", "Language", "Tags", "Athor", "Studio", "Genre"),
                *("Status", "Season", "Work", "Tagline", "Story", "Autor"),
            ]
        ),
        _phrase
        | st.sampled_from(
            ["2024-04-11", "2024-02-31", "en", "ja", "english", "", "draft", "2", "7/10", "\\x"]
        ),
    ),
    st.sampled_from(
        [
            "Season 1",
            "Season 2",
            "Season 2 |",
            "Season 1 | Season 2",
            "Season 2 – 8/10",
            "Episode Guide",
            "Season 2 Episode Guide – 7/10",
            "Guía de episodios",
            "Leave a comment",
            "12 comments",
            "Related",
            "Share this:",
            "Feel Free To Check Out More!",
            "Home",
            "~ any line",
            "\\",
            "•",
            "%",
            "Story",
            "The End",
            "Pros:",
            "## Sound – 7/10",
            "## Plain ##",
            "# A title",
            "> quoted",
            ">",
            '![alt](a.png "caption")',
            "1. one",
            "2. two",
            "7) seven",
            "- \\Story 5/10",
            "  a note, indented",
            "  • an item, indented",
            "  > a quote, indented",
            "Episode 3",
            "Episode 3: Fog",
            "Fog -|",
            "“Fog” - 3/5",
            "[A | 3/5] -| 4/5",
            "[Story] - 6/10 – slow",
            "S2E7 Fog – 18/20",
            "2x07: Fog | 3/5",
            "7. Fog - 3/5",
            "Fog -| A-",
            "Story: B+",
            "Story 7/10",
            "Story 7/10, Art 8/10 | Verdict: 7/10",
            "Overall 7/10 (fine)",
            "Verdict: 8",
            "★★★★☆ (3/5)",
            "Folge 3: Nebel – 3/5",
            "第3話「霧」 | ３／５",
            "＃ Fog",
            "＃＃ 音 － 7/10",
            "＃＃ Fog ＃＃",
            "＃Fog",
            "％ a note",
            "＞ quoted",
            "＞",
            "･ an item",
            "－ an item",
            "－fog－",
            "＊ an item",
            "［音］ － 6/10",
            "［霧］ －｜ 4/5",
            "［霧",
            "Ｓ１Ｅ３ 霧 － 4/5",
            "Ｓ２ － 8/10",
            "第1～2話：霧 －｜ 4/5",
            "～つづく～",
            "＼ fog",
            "霧が流れ、",
            "船は戻らない。",
            "*a* **b** ||c|| [d](e)",
            "\\*a* b",
            "| a | b |",
            "word " * 30,
        ]
    ),
    st.sampled_from(_LINES),
)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Grow a page: mostly in the order that reviews have, line by line, block by block."""
    ends = draw(st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"]))
    blank = draw(st.sampled_from([0.1, 0.5, 0.9])) if draw(st.booleans()) else 0.0
    lines = draw(st.lists(_line, max_size=3)) if draw(st.booleans()) else []
    if draw(st.integers(0, 9)):
        lines.append(draw(_title))
    for line in draw(st.lists(_line | _phrase, max_size=14)):
        if draw(st.floats(0, 1)) < blank:
            lines.append(draw(st.sampled_from(["", "", " ", "\u00a0"])))
        lines.append(line)
    if draw(st.integers(0, 4)):
        lines += ["", draw(_verdict)]
    lines += draw(st.lists(_line, max_size=2))
    return ends.join(lines)


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """Change a real page: lines cut, doubled, swapped, joined; characters put in and out."""
    lines = draw(st.sampled_from(_SOURCES)).splitlines()
    for _ in range(draw(st.integers(1, 8))):
        if not lines:
            break
        at = draw(st.integers(0, len(lines) - 1))
        to = draw(st.integers(0, len(lines) - 1))
        what = draw(st.integers(0, 8))
        if what == 0:
            del lines[at]
        elif what == 1:
            lines.insert(to, lines[at])
        elif what == 2:
            lines[at], lines[to] = lines[to], lines[at]
        elif what == 3:
            lines.insert(at, "")
        elif what == 4 and at + 1 < len(lines):
            lines[at] += draw(st.sampled_from(["", " ", "\u00a0"])) + lines.pop(at + 1)
        elif what == 5:
            lines.insert(at, draw(_line))
        elif what == 6:
            cut = draw(st.integers(0, len(lines[at])))
            lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
        elif what == 7:
            cut = draw(st.integers(0, len(lines[at])))
            lines[at] = (
                lines[at][:cut]
                + draw(st.sampled_from(list("|/-–•%\\:.0 5\t\u00a0\x00\x85")))
                + lines[at][cut:]
            )
        else:
            lines = [line for line in lines if line.strip()]
    return draw(st.sampled_from(["\n", "\n", "\r\n"])).join(lines)
