"""Builds the package of an EPUB: its pages, its tables of contents, and its metadata."""
