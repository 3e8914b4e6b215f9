"""The package of an EPUB: its pages, its tables of contents, and what it says about itself."""
