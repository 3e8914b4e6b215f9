"""Reviews as rows of two tables: their columns, how they are written, and what they tell."""
