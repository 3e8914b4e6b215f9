"""Review to text: writes the canonical form, and formats a text in it."""

from reviewfmt.writer.canonical import LineEnding, dumps, format_text, line_end

__all__ = ["LineEnding", "dumps", "format_text", "line_end"]
