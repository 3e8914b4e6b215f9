"""What a single line of a document says: a field, a byline, a day, a score at its end."""
