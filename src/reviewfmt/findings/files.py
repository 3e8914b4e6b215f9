"""The findings about a whole file, its bytes and its characters."""

from __future__ import annotations

from reviewfmt.findings.wording import Finding, error

FILES: tuple[Finding, ...] = (
    error(
        "RF100",
        "unreadable-file",
        "the beginning of the file",
        file=("the file cannot be read: {reason}", "make it readable, or leave it out"),
    ),
    error(
        "RF113",
        "control-character",
        "the character",
        character=("the control character {character} is not allowed in text", "delete it"),
    ),
    error(
        "RF118",
        "undecodable-bytes",
        "the first byte at fault",
        byte=(
            "byte 0x{byte} at offset {offset} is not {encoding} text",
            "save the file as UTF-8",
        ),
        binary=("a binary file, expected the text of a review", "save the file as UTF-8"),
    ),
    error(
        "RF120",
        "empty-document",
        "the beginning of the text",
        empty=("the text contains no review", "write a title and a verdict"),
    ),
    error(
        "RF121",
        "unstable-format",
        "the title",
        format=(
            "the canonical text would be read as another review, so it is not written",
            "please report this file: it is a bug in the formatter",
        ),
    ),
)
