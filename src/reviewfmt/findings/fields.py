"""The findings about the title and the fields."""

from __future__ import annotations

from reviewfmt.fields import STATUSES
from reviewfmt.findings.wording import Finding, error, warning

_TITLE = "write the title above it: Harbour Lights Season 1 Review – Calm at sea"
_STATUSES = ", ".join(STATUSES)

FIELDS: tuple[Finding, ...] = (
    error(
        "RF101",
        "missing-title",
        "the first line, or the line that was meant",
        structure=("no title: the first line is {kind!k}", _TITLE),
        key=(
            "no title: the first line is the field {key!q}",
            "write the title above the fields, or put `# ` before it",
        ),
        long=(
            "no title: the first line has {length} characters, a title has at most {most}",
            "write a title above it, or put `# ` before the line if it is the title",
        ),
        later=(
            "no title in the first line: line {line}, {title!q}, looks like the title",
            "move that line to the top; if the text is a page from another site,"
            " `reviewfmt adopt` makes a draft of it; if the first line is the title, put"
            " `# ` before it",
        ),
        explicit=(
            "no title in the first line: this line is marked as the title",
            "move this line to the top, or write `## ` before it if it is a heading",
        ),
        none=("no title: no heading or line of the document is a title", _TITLE),
    ),
    warning(
        "RF114",
        "unknown-field",
        "the line",
        near=(
            "unknown field {key!q}; did you mean {near!q}?",
            "correct the key; an unknown field is kept as text",
        ),
    ),
    error(
        "RF115",
        "unreadable-date",
        "the line",
        date=(
            "{value!q} is not a date, expected year-month-day",
            "write the date as 2024-04-11",
        ),
        ambiguous=(
            "{value!q} has two meanings: {first} if the day comes first, {second} if the"
            " month does",
            "write the intended date as year-month-day",
        ),
        no_day=(
            "{value!q} is not a day of the calendar, expected year-month-day",
            "write the date as 2024-04-11",
        ),
        weekday=(
            "{value!q} is on another day of the week",
            "correct the weekday or the date, or write the date alone: 2024-04-11",
        ),
        short_year=(
            "the year of {value!q} has two digits, expected four",
            "write the date as 2024-04-11",
        ),
    ),
    error(
        "RF116",
        "unreadable-language",
        "the line",
        language=(
            "{value!q} is not a language, expected a BCP 47 tag",
            "write the language as a tag such as en, pt-BR or ja",
        ),
        named=(
            "{value!q} is not a language tag",
            "write `{key}: {tag}`",
        ),
    ),
    error(
        "RF117",
        "field-twice",
        "the line",
        field=(
            "the field {key!q} appears twice; the first is on line {line}",
            "keep one of them",
        ),
    ),
    error(
        "RF122",
        "unknown-status",
        "the line",
        status=(
            f"unknown status {{value!q}}, expected one of {_STATUSES}",
            f"write one of {_STATUSES}, or leave the field out",
        ),
    ),
    warning(
        "RF123",
        "missing-work",
        "the title",
        title=(
            "the title does not name the work; the whole line is used as the work, {work!q}",
            "write Review after the work, or add the field `Work: {work}`",
        ),
    ),
    warning(
        "RF124",
        "second-title",
        "the line",
        heading=(
            "a second title, {line!q}, is read as a heading",
            "write `## ` before a heading; a review has one title",
        ),
    ),
    error(
        "RF128",
        "unreadable-season",
        "the line",
        season=(
            "the season {value!q} is not a whole number",
            "write the number of the season, or nothing if there is no season: Season: 2",
        ),
    ),
)
