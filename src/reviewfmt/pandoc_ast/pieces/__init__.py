"""A document as a flat run of pieces: headings, paragraphs, lists, tables and pictures."""
