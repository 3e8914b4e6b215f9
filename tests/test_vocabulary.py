"""The words and the boilerplate of `grammar/`: complete, of one meaning, and compiled together."""

from __future__ import annotations

import re
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from reviewfmt.fields import TITLE_FIELDS
from reviewfmt.model import FIELDS, LABELS
from reviewfmt.syntax.boilerplate import BOILERPLATE_TABLES, PAGE_TABLE, read_boilerplate
from reviewfmt.syntax.terminals import terminals, word_pattern
from reviewfmt.syntax.vocabulary import (
    NUMBER_HERE,
    Vocabulary,
    VocabularyError,
    fold,
    read_vocabulary,
)
from reviewfmt.syntax.words import Words, built_in

GRAMMAR = Path(__file__).parent.parent / "grammar"
FIELD_NAMES = tuple(one.name for one in (*FIELDS, *TITLE_FIELDS))
FILES = sorted((GRAMMAR / "vocabulary").glob("*.toml"))
VOCABULARIES = [read_vocabulary(path.read_text("utf-8"), FIELD_NAMES) for path in FILES]
ENGLISH = next(one for one in VOCABULARIES if one.language == "en")
TERMINALS = terminals(VOCABULARIES)
BOILERPLATE = read_boilerplate((GRAMMAR / "boilerplate.toml").read_text("utf-8"), built_in=True)
WORDS = Words(VOCABULARIES, TERMINALS, BOILERPLATE)
PATTERNS = [(table, pattern) for table, every in BOILERPLATE.items() for pattern in every]

each_language = pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda one: one.language)


def words_of(vocabulary: Vocabulary, table: str) -> list[tuple[str, str]]:
    """Return the pairs of key and word of a table, plurals included."""
    keys = vocabulary.tables[table]
    pairs = [(key, word) for key in keys for word in vocabulary.words(table, key)]
    if table == "labels":
        pairs += [(key, word) for key in keys for word in vocabulary.plurals(key)]
    return pairs


# -- the files --------------------------------------------------------------------------------


def test_the_languages_are_there() -> None:
    languages = {one.language for one in VOCABULARIES}
    assert languages >= {"en", "es", "pt", "fr", "de", "it", "ja", "ko", "zh", "ar"}
    assert [path.stem for path in FILES] == [one.language for one in VOCABULARIES]


@each_language
def test_every_table_and_every_key_is_filled(vocabulary: Vocabulary) -> None:
    assert list(vocabulary.tables) == list(ENGLISH.tables)
    for table, keys in ENGLISH.tables.items():
        assert list(vocabulary.tables[table]) == list(keys), table
        for key in keys:
            words = vocabulary.words(table, key)
            assert words or key == "articles", (table, key)
            assert all(word == " ".join(word.split()) for word in words), (table, key)
            assert len(set(map(fold, words))) == len(words), (table, key)


def test_english_has_every_label_and_every_field() -> None:
    assert set(ENGLISH.tables["labels"]) == set(LABELS)
    assert set(ENGLISH.tables["fields"]) == set(FIELD_NAMES)


@pytest.mark.parametrize("table", ["labels", "fields", "status", "works", "praise"])
def test_a_word_has_one_meaning_across_all_languages(table: str) -> None:
    meanings = defaultdict(set)
    for vocabulary in VOCABULARIES:
        for key, word in words_of(vocabulary, table):
            meanings[fold(word)].add(key)
    assert len(meanings) > 50 or table in ("status", "praise")
    assert {word: keys for word, keys in meanings.items() if len(keys) > 1} == {}


def test_a_number_word_is_one_number_across_all_languages() -> None:
    numbers = defaultdict(set)
    for vocabulary in VOCABULARIES:
        for key in ("cardinals", "ordinals"):
            for number, spellings in enumerate(vocabulary.positions("numbers", key), 1):
                for word in spellings:
                    numbers[fold(word)].add(number)
    assert {word: every for word, every in numbers.items() if len(every) > 1} == {}


def test_a_verdict_is_named_by_words_of_its_own() -> None:
    roles = defaultdict(set)
    for vocabulary in VOCABULARIES:
        for key in ("nouns", "alone"):
            for word in vocabulary.words("verdict", key):
                roles[fold(word)].add(f"verdict {key}")
        for table in ("labels", "fields", "guide"):
            for _, word in words_of(vocabulary, table):
                roles[fold(word)].add(table)
    verdicts = {word: role for word, role in roles.items() if any("verdict" in one for one in role)}
    assert {word: role for word, role in verdicts.items() if len(role) > 1} == {}


@pytest.mark.parametrize("word", ["Note", "Nota", "Voto", "Fazit", "総評", "총평", "总评"])
def test_what_may_open_a_paragraph_is_a_verdict_only_with_a_score(word: str) -> None:
    assert any(word in one.words("verdict", "alone") for one in VOCABULARIES)
    assert not re.fullmatch(TERMINALS["VERDICT_NOUN"], word)


@each_language
def test_printed_words_are_those_that_the_text_has(vocabulary: Vocabulary) -> None:
    printed = vocabulary.tables["printed"]
    assert printed["guide"] == vocabulary.words("guide", "names")[0]
    assert printed["verdict"] == vocabulary.words("verdict", "nouns")[0]
    assert printed["season_guide"].count(NUMBER_HERE) == 1
    assert printed["out_of"].count(NUMBER_HERE) == 2
    assert printed["chart_summary"].count(NUMBER_HERE) == 3
    assert printed["reviews_by"].count(NUMBER_HERE) == 1
    assert printed["chart_range"].count(NUMBER_HERE) == 2
    assert re.findall(r"\{(\w+)\}", printed["date"]) in (
        ["day", "month", "year"],
        ["year", "number", "day"],
    )
    named = printed["season_guide"].replace(NUMBER_HERE, "2")
    seasons = [WORDS.season_at(named, at) for at in range(len(named))]
    assert 2 in {one[0] for one in seasons if one}, "the season that it prints cannot be read"


def test_a_printed_word_heads_one_column_across_all_languages() -> None:
    meanings = defaultdict(set)
    for vocabulary in VOCABULARIES:
        for key in ("episode", "title", "score", "ratings", "aspect", "verdict"):
            meanings[fold(vocabulary.tables["printed"][key])].add(key)
    assert {word: keys for word, keys in meanings.items() if len(keys) > 1} == {}


# -- all languages at once --------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(TERMINALS))
def test_the_pattern_of_a_terminal_compiles_and_has_no_groups(name: str) -> None:
    compiled = re.compile(TERMINALS[name])
    assert compiled.groups == 0
    assert compiled.match("") is None


@pytest.mark.parametrize(
    ("table", "key", "terminal"),
    [
        ("numbers", "between", "BETWEEN"),
        ("guide", "names", "GUIDE_NAME"),
        ("title", "review", "REVIEW_WORD"),
        ("title", "kinds", "KIND_WORD"),
        ("verdict", "nouns", "VERDICT_NOUN"),
        ("verdict", "before", "VERDICT_BEFORE"),
        ("verdict", "alone", "VERDICT_ALONE"),
        ("score", "before", "SCORE_BEFORE"),
        ("score", "of", "OF"),
        ("score", "stars", "STARS_WORD"),
    ],
)
def test_a_pattern_takes_every_word_whole(table: str, key: str, terminal: str) -> None:
    pattern = re.compile(TERMINALS[terminal])
    for vocabulary in VOCABULARIES:
        for word in vocabulary.words(table, key):
            for spelling in (word, word.upper(), word.lower(), word.replace(" ", "\u00a0 ")):
                if len(spelling.split()[0]) == len(word.split()[0]) and fold(spelling) == fold(
                    word
                ):
                    found = pattern.match(f"{spelling} ")
                    assert found, spelling
                    assert found[0] == spelling


@each_language
def test_a_label_with_a_number_is_read(vocabulary: Vocabulary) -> None:
    for label, word in words_of(vocabulary, "labels"):
        assert WORDS.labels[fold(word)] == label
        if NUMBER_HERE in word:
            shape = f"(?:{TERMINALS['LABEL_BEFORE']})?3{TERMINALS['LABEL_AFTER']}"
        else:
            shape = rf"{TERMINALS['LABEL_WORD']}\s*3"
        number = word.replace(NUMBER_HERE, "3") if NUMBER_HERE in word else f"{word}3"
        assert re.fullmatch(shape, number), word


def test_a_number_may_follow_a_label_at_once() -> None:
    assert re.match(TERMINALS["LABEL_WORD"], "Ep3")[0] == "Ep"  # type: ignore[index]
    assert re.match(TERMINALS["LABEL_WORD"], "Episode 3")[0] == "Episode"  # type: ignore[index]


def season_names(vocabulary: Vocabulary) -> Iterable[tuple[str, int]]:
    """Yield the season names of a language, with the number each one says."""
    patterns = vocabulary.words("season", "patterns")
    for pattern in patterns:
        yield pattern.replace(NUMBER_HERE, "2"), 2
        yield pattern.replace(NUMBER_HERE, "12"), 12
    behind = next((one for one in patterns if one.endswith(f" {NUMBER_HERE}")), "")
    wide = next((one for one in patterns if one.startswith(f"第{NUMBER_HERE}")), "")
    forms = [
        (behind or wide, "cardinals"),
        *((one, "ordinals") for one in vocabulary.words("season", "ordinal_patterns")),
    ]
    for pattern, key in forms:
        assert pattern
        for number, spellings in enumerate(vocabulary.positions("numbers", key), 1):
            for word in spellings:
                yield pattern.replace(NUMBER_HERE, word), number


@each_language
def test_a_season_name_says_its_number(vocabulary: Vocabulary) -> None:
    for name, number in season_names(vocabulary):
        assert WORDS.season_at(name) == (number, len(name)), name


@pytest.mark.parametrize(
    "text",
    [
        *("Sun", "Sone", "S", "Seasoned 2", "Seasons", "Season Oneself", "Saison Unique", "Series"),
        *("일기", "포기", "2기간", "시즌이", "一期一会", "Stagione", "Season finale", "2abc"),
    ],
)
def test_a_word_like_a_season_name_is_none(text: str) -> None:
    assert [at for at in range(len(text)) if WORDS.season_at(text, at)] == []


@pytest.mark.parametrize("text", ["SEASON SIX", "season sİx", "Season\u00a0six", "ſeason ſix"])
def test_a_number_word_is_read_in_any_case(text: str) -> None:
    assert WORDS.season_at(text) == (6, len(text))


@pytest.mark.parametrize("text", ["EPISODE", "Epİsode", "EpIsode", "épisode", "EPıSODE", "ÉPISODE"])
def test_a_label_is_looked_up_as_its_pattern_finds_it(text: str) -> None:
    found = re.match(TERMINALS["LABEL_WORD"], text)
    assert found
    assert WORDS.labels[fold(found[0])] == "Episode"


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("pt-BR", "pt"),
        ("zh-Hant-TW", "zh"),
        ("DE-at", "de"),
        ("nl-BE", "nl"),
        ("sv", "en"),
        (None, "en"),
    ],
)
def test_the_language_of_a_document_is_looked_up(tag: str | None, language: str) -> None:
    assert WORDS.vocabulary(tag).language == language


@pytest.mark.parametrize(
    ("word", "text", "matches"),
    [
        ("Review Score", "review \u00a0score", True),
        ("Review Score", "Review Scores", False),
        ("Score", "Score_", True),
        ("話", "話数", True),
        ("etc.", "etc.x", True),
        ("a+b", "aab", False),
    ],
)
def test_a_word_is_matched_whole_with_any_white_space(word: str, text: str, matches: bool) -> None:
    assert bool(re.match(f"(?i:{word_pattern(word)})", text)) is matches


# -- a vocabulary of the user's own -----------------------------------------------------------

OPENING = 'language = "xx"\n'


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('language = "xx"\nname = \n', 2, "not TOML: "),
        ('language = "xx"\n[labels\n', 2, "not TOML: "),
        ("[labels]\n", 1, 'the key "language" is missing'),
        ('# none\nlanguage = ""\n', 2, '"language" is not a text'),
        ("name = 3\n" + OPENING, 1, '"name" is not a text'),
        (OPENING + "[lables]\n", 2, 'unknown key "lables"; did you mean "labels"?'),
        (OPENING + "[zzz]\n", 2, 'unknown key "zzz"; known are language, name, labels'),
        (OPENING + "\nlabels = 3\n", 3, '"labels" is not a table'),
        (
            OPENING + '[labels]\nEpsode = ["E"]\n',
            3,
            'unknown key "Epsode"; did you mean "Episode"?',
        ),
        (OPENING + "[labels]\nEpisode = 3\n", 3, '"Episode" is not a list of words'),
        (OPENING + "[labels]\nOVA = [\n  1,\n]\n", 3, '"OVA" is not a list of words'),
        (OPENING + '[labels]\nOVA = {plural = ["O"]}\n', 3, '"OVA" has no "words"'),
        (OPENING + '[labels]\nOVA = {words = ["O"], plurl = []}\n', 3, 'did you mean "plural"?'),
        (OPENING + '[labels]\n[labels.OVA]\nwords = "O"\n', 3, '"OVA" is not a list of words'),
        (OPENING + '[status] # said\ndone = ["d"]\n', 3, 'unknown key "done"'),
        (OPENING + '[fields]\nautor = ["A"]\n', 3, 'unknown key "autor"; did you mean "author"?'),
        (OPENING + '[title]\nreview = "R"\n', 3, '"review" is not a list of words'),
        (OPENING + '[title]\nreview = ["R", " "]\n', 3, '" " is not a word'),
        (OPENING + '[season]\npatterns = ["…"]\n', 3, '"…" is not a word'),
        (OPENING + '[season]\npatterns = ["a…b…"]\n', 3, '"a…b…" is not a word'),
        (OPENING + '[title]\nreview = [["R"]]\n', 3, '"review" is not a list of words'),
        (
            OPENING + '[numbers]\ncardinals = [\n  ["a", "b"], "c",\n]\nordinals = 1\n',
            6,
            '"ordinals" is not a list of words',
        ),
        (
            OPENING + '[numbers]\ncardinals = ["a", ["b", 1]]\n',
            3,
            '"cardinals" is not a list of words',
        ),
        (OPENING + '[printed]\nscore = ["S"]\n', 3, '"score" is not a text'),
        (OPENING + '[guide]\nnames = ["G"]\n[printed]\nguide = ""\n', 5, '"guide" is not a text'),
    ],
)
def test_a_vocabulary_that_cannot_be_used(text: str, line: int, message: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        read_vocabulary(text, FIELD_NAMES)
    assert (caught.value.line, message in str(caught.value)) == (line, True), str(caught.value)


def test_a_vocabulary_may_hold_few_words() -> None:
    vocabulary = read_vocabulary(OPENING + '[labels]\nEpisode = ["Jakso"]\n', FIELD_NAMES)
    words = terminals([*VOCABULARIES, vocabulary])
    assert re.match(words["LABEL_WORD"], "Jakso 3")
    assert not re.match(TERMINALS["LABEL_WORD"], "Jakso 3")
    alone = terminals([vocabulary])
    assert re.match(alone["LABEL_WORD"], "JAKSO 3")
    assert not re.search(alone["SEASON_NAME"], "Season 2")


def test_fields_of_any_name_are_read_where_none_are_known() -> None:
    vocabulary = read_vocabulary(OPENING + '[fields]\nstudio = ["Studio"]\n')
    assert vocabulary.words("fields", "studio") == ("Studio",)


# -- boilerplate ------------------------------------------------------------------------------


def test_the_boilerplate_has_every_table() -> None:
    assert list(BOILERPLATE) == [*BOILERPLATE_TABLES, PAGE_TABLE]
    assert all(BOILERPLATE.values())
    assert len(PATTERNS) > 200


@pytest.mark.parametrize("pattern", [pattern for _, pattern in PATTERNS])
def test_a_pattern_of_boilerplate_is_bounded_and_has_no_groups(pattern: str) -> None:
    assert re.compile(pattern).groups == 0
    assert pattern == pattern.lower()
    bare = re.sub(r"\[(?:\\.|[^\]\\])*\]", "C", re.sub(r"\\[^\]\[]", "E", pattern))
    assert not re.search(r"(?<![}?])[*+]", bare), "a quantifier has no bound"
    assert not re.search(r"\{\d+,\}", bare), "a quantifier has no bound"


def test_no_pattern_of_boilerplate_is_slow() -> None:
    lines = [
        ("home" + sign * 200)[:159] + "\x00"
        for sign in (" ", " | ", " a | ", " > b", "|", "/a ", " x ,", "twitter , ", "a-a ")
    ]
    lines += [
        (f"{start} " + "other a reviews share facebook , x " * 9)[:159] + "\x00"
        for start in (
            "see more of our",
            "share",
            "click to",
            "next",
            "←",
            "leave a reply to",
            "2 comments",
        )
    ]
    began = time.process_time()
    for line in lines:
        assert WORDS.boilerplate(line) is None
    assert time.process_time() - began < 5


LINES: list[tuple[str, str | None]] = [
    *(
        (line, "comments")
        for line in (
            "Leave a comment",
            "LEAVE A REPLY CANCEL REPLY",
            "Log in to leave a comment",
            "Write a comment…",
            "Leave a Reply to Pia",
            "Cancel reply",
            "Join the discussion",
            "2 thoughts on “Tin Harbour Season 1 Review”",
            'One response to "Tin Harbour"',
            "Deja un comentario Cancelar respuesta",
            "Deixe um comentário",
            "Laisser un commentaire Annuler la réponse",
            "Schreibe einen Kommentar Antworten abbrechen",
            "Lascia un commento",
            "コメントを残す",
            "댓글 남기기 응답 취소",
            "发表回复",
            "發佈留言",
            "اترك تعليقاً",
        )
    ),
    *(
        (line, "counts")
        for line in (
            "12 Comments",
            "No comments yet",
            "No comments:",
            "No hay comentarios:",
            "Nenhum comentário:",
            "Keine Kommentare:",
            "Geen opmerkingen:",
            "Comments (3)",
            "Discussion (12)",
            "3 replies",
            "1 comentario",
            "Sem comentários",
            "Aucun commentaire",
            "4 Kommentare",
            "2 commenti",
            "コメント (3)",
            "3件のコメント",
            "댓글 3개",
            "3条评论",
            "5 تعليقات",
        )
    ),
    *(
        (line, "anywhere")
        for line in (
            "Share this:",
            "Share Tweet Pin it",
            "Facebook",
            "← Tin Harbour Season 1 Review",
            "Next: Salt Road →",
            "Related posts",
            "Related:",
            "Previous post",
            "Read more: Salt Road",
            "You might also like",
            "Feel free to check out our other reviews here.",
            "Your email address will not be published. Required fields are marked *",
            "Name *",
            "Skip to content",
            "Read More »",
            "Gerelateerde berichten",
            "Subscribe to our newsletter",
            "Home | Reviews | About",
            "Posted in Anime",
            "© 2024 Tin Press",
            "All rights reserved.",
            "Advertisement",
            "Powered by WordPress",
            "Entradas relacionadas",
            "Inicio | Series | Contacto",
            "Compartilhe isso:",
            "Articles similaires",
            "Ähnliche Beiträge",
            "Alle Rechte vorbehalten.",
            "Articoli correlati",
            "関連記事",
            "前の記事",
            "관련 글",
            "相关文章",
            "上一篇：盐路",
            "مقالات ذات صلة",
        )
    ),
    *(
        (line, "top")
        for line in (
            "Home",
            "Menu",
            "Search",
            "Related",
            "Categories",
            "Share",
            "Next",
            "Comments",
            "Discussion",
            "Back to top",
            "Zoeken",
            "الأرشيف",
            "Startseite",
            "Accueil",
            "ホーム",
            "검색",
            "首页",
            "الرئيسية",
        )
    ),
    *(
        (line, "page")
        for line in (
            "Anzeige",
            "Publicité",
            "Weiterlesen",
            "Seguir leyendo →",
            "Lees verder »",
            "This site uses cookies. By staying you agree.",
            "Click to share on Twitter (Opens in new window)",
            "5 min read",
            "スポンサーリンク",
            "더보기",
            "阅读全文",
            "اقرأ المزيد",
            "Photo: Nexa",
            "Courtesy of Valture",
            "Crédit photo : Valture",
            "Skip to footer",
            "Log in",
            "Reply",
            "Responder",
            "3 years ago",
            "vor 2 Tagen",
            "12 shares",
            "Recent Comments",
            "Archivo del blog",
            "Meer over dit boek",
            "月別アーカイブ",
            "로그인",
            "登录",
        )
    ),
    *(
        (line, None)
        for line in (
            "5 Thoughts on the Finale",
            "Home is where the harbour is.",
            "Share of the blame",
            "Related to nobody, she leaves.",
            "Next week she returns.",
            "A comment on the ending",
            "Loading the boat takes an episode",
            "Publicado el: 2024-05-01",
            "Veröffentlicht am: 1. Mai 2024",
            "Publié par un petit studio",
            "Suivant les pas de son père, il dit « non »",
            "次の記事では第2期を見る",
            "上篇的故事很慢",
            "공유",
            "شارك هذا الممثل في عمل آخر",
            "Via delle Lanterne",
            "À propos de Nice",
            "Jump to the next harbour",
            "Photography that knows when to stop",
            "Más de mil faroles",
            "Follow the ferry",
        )
    ),
]


@pytest.mark.parametrize(("line", "table"), LINES, ids=[line for line, _ in LINES])
def test_a_line_of_boilerplate_is_of_its_table(line: str, table: str | None) -> None:
    of_format, of_pages = (None, table) if table == "page" else (table, None)
    for spelling in (line, line.upper()):
        for words in (WORDS, built_in()):
            assert words.boilerplate(spelling) == of_format, spelling
            assert of_format or words.page_boilerplate(spelling) == of_pages, spelling


@each_language
def test_no_line_of_a_review_is_boilerplate(vocabulary: Vocabulary) -> None:
    lines = [f"{word}: Pia" for _, word in words_of(vocabulary, "fields")]
    lines += [f"{word}: 2024-05-01" for word in vocabulary.words("fields", "published")]
    lines += [word.replace(NUMBER_HERE, "3") for _, word in words_of(vocabulary, "labels")]
    lines += [name for name, _ in season_names(vocabulary)]
    lines += [word for _, word in words_of(vocabulary, "guide")]
    for key in ("nouns", "alone"):
        lines += [
            f"{word}{sign}" for word in vocabulary.words("verdict", key) for sign in ("", ": 3/5")
        ]
    for line in lines:
        assert WORDS.boilerplate(line) is None, line


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[top]\npatterns = [\n", 3, "not TOML: "),
        ("\n[tops]\n", 2, 'unknown key "tops"; did you mean "top"?'),
        ("top = 1\n", 1, '"top" is not a table'),
        ("[top]\npattern = []\n", 2, 'unknown key "pattern"; did you mean "patterns"?'),
        ('[top]\npatterns = "home"\n', 2, '"top" has no list of patterns'),
        ("[top]\npatterns = [1]\n", 2, "it is not a text"),
        ("[top]\npatterns = ['(home']\n", 2, '"(home" is not a pattern: '),
        ("[top]\npatterns = ['(?P<a>home)']\n", 2, "groups have no names and no numbers"),
        (
            r"[top]" + "\n" + r"patterns = ['(a)\1']" + "\n",
            2,
            "groups have no names and no numbers",
        ),
    ],
)
def test_boilerplate_that_cannot_be_used(text: str, line: int, message: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        read_boilerplate(text)
    assert (caught.value.line, message in str(caught.value)) == (line, True), str(caught.value)


def test_the_files_are_written_as_the_reader_expects() -> None:
    for path in (*FILES, GRAMMAR / "boilerplate.toml"):
        text = path.read_text("utf-8")
        assert text.startswith("#"), path.name
        assert text.endswith("]\n") or text.endswith('"\n'), path.name
        assert tomllib.loads(text)
