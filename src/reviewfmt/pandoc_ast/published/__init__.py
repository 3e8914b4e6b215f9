"""What a page and a book show besides the text of a review: a head, charts, hidden spoilers."""
