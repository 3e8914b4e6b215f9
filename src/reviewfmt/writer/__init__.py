"""Review to text: the canonical form, and a text laid out in it."""

from reviewfmt.writer.canonical import LineEnding, dumps, format_text, line_end

__all__ = ["LineEnding", "dumps", "format_text", "line_end"]
