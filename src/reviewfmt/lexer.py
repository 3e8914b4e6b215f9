"""The lexer for Pygments, which Sphinx and MkDocs use to highlight reviews."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pygments.lexer import Lexer
from pygments.token import Comment, Generic, Keyword, Literal, Name, Punctuation, Text, Whitespace

from reviewfmt.highlight import Role, highlights
from reviewfmt.parser import parse
from reviewfmt.syntax.line_kinds import Kind

TOKENS: dict[Kind, Any] = {
    Kind.COMMENT: Comment.Single,
    Kind.ESCAPED: Text.Escaped,
    Kind.HEADING: Generic.Subheading,
    Kind.TITLE: Generic.Heading,
    Kind.QUOTE: Generic.Output,
    Kind.FIGURE: Literal.String.Other,
    Kind.COMMENTS: Comment.Preproc,
    Kind.BOILERPLATE: Comment.Special,
    Kind.GUIDE: Keyword.Namespace,
    Kind.SEASON: Keyword.Type,
    Kind.VERDICT: Keyword.Reserved,
    Kind.ENTRY: Name.Function,
    Kind.RATING: Name.Variable,
    Kind.FIELD: Name.Attribute,
    Kind.ITEM: Text.Item,
    Kind.PROSE: Text.Prose,
}
"""The type of token of each kind of line."""

ROLES: dict[Role, Any] = {
    Role.SIGN: Punctuation,
    Role.SEPARATOR: Punctuation,
    Role.LABEL: Keyword,
    Role.SCORE: Literal.Number,
    Role.VALUE: Literal.String,
    Role.EMPHASIS: Generic.Emph,
    Role.STRONG: Generic.Strong,
    Role.SPOILER: Generic.Deleted,
    Role.LINK: Name.Tag,
    Role.TARGET: Literal.String.Symbol,
}
"""The token type of roles with a colour of their own; other pieces get that of their line."""


class ReviewLexer(Lexer):
    """A lexer for reviews of series: `*.review`."""

    name = "Review"
    aliases = ["review", "reviewfmt"]  # noqa: RUF012  # Pygments expects lists
    filenames = ["*.review"]  # noqa: RUF012  # as above
    mimetypes = ["text/x-review"]  # noqa: RUF012  # as above

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, Any, str]]:
        """Yield the offset, the type and the text of each token, the whole text in order."""
        at = 0
        for start, end, kind, role in highlights(parse(text)):
            if at < start:
                yield at, Whitespace, text[at:start]
            yield start, ROLES.get(role, TOKENS[kind]), text[start:end]
            at = end
        if at < len(text):
            yield at, Whitespace, text[at:]
