"""The documents of word processors: what a docx and an odt say beyond what pandoc reads."""
