"""Many reviews published together: what belongs to one work, and the book of them."""
