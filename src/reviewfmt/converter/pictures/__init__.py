"""The pictures of a review: its cover, and those that an output holds inside."""
