"""The tables of a document, and front matter that says what a table would."""
