"""The entries of a guide, as headings, paragraphs, lists and lines of prose."""
