"""The findings about the lines of guides, and about lines that resemble others."""

from __future__ import annotations

from reviewfmt.findings.wording import Finding, error, warning

_ENTRY = "Episode 1: Pilot -| 3/5"

LINES: tuple[Finding, ...] = (
    error(
        "RF110",
        "stray-line-in-guide",
        "the line",
        line=(
            "{line!q} is not an entry, but is in a block of entries",
            f"write it as an entry: {_ENTRY}; or as a note of the entry above: indent it"
            " by two spaces, or put blank lines around it",
        ),
        above=(
            "{line!q} is not an entry, but is between the guide's name and its first entry",
            "write it above the guide, or below its first entry as a note",
        ),
    ),
    error(
        "RF111",
        "guide-without-entries",
        "the line of the guide's name",
        guide=(
            "the guide has no entries",
            f"write entries such as {_ENTRY}; write `\\` before the line if it is prose",
        ),
    ),
    error(
        "RF119",
        "entry-without-number",
        "the line",
        label=(
            "the entry {line!q} has no number after its label",
            "write the number: {label} 1",
        ),
        title=(
            "the entry {line!q} has neither a label nor a title",
            "write its label and number, or its title: Episode 1",
        ),
    ),
    warning(
        "RF126",
        "text-after-score",
        "the text after the score",
        entry=(
            "{text!q} follows the entry's score, and is read as the paragraph below",
            "write it on a separate line; if it is a note, write a dash with spaces before"
            " it, or brackets around it",
        ),
    ),
    warning(
        "RF127",
        "near-miss",
        "the line",
        score=(
            "{line!q} ends with a number after a separator, but is {kind!k}",
            "if it is a score, write: {spelling}; if not, write `\\` before the text",
        ),
        no_maximum=(
            "{line!q} looks like a score without a maximum, but is prose",
            "if it is a score, write: {spelling}; if not, write `\\` before the text",
        ),
        field=(
            "{key!q} is the key of a field, but this line is prose: fields must be directly"
            " below the title",
            "move the line below the title; if it is prose, write `\\` before it",
        ),
        heading=(
            "the heading {line!q} looks like an entry",
            "write the entry without `#`; for a heading, reword it",
        ),
        value=(
            "the value contains {key!q} and a colon, which would be a separate field",
            "write that field on a separate line; if it is text, write a backslash"
            " before the value: {spelling}",
        ),
        escape=(
            "the backslash makes the whole line prose, but {mark!q} after it is a mark of emphasis",
            "to keep the mark as text, write two backslashes: {spelling}",
        ),
    ),
)
