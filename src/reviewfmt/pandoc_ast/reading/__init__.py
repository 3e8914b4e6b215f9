"""Pandoc's tree to review: the passes over the pieces of a document, in their order."""
