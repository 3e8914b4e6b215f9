"""The edition of a review for a reader who has seen only a part of the work."""
