"""The top of a document: its title, the words of the title, fields and bylines below it."""
