"""Reviews as rows of two tables: the columns, the writers, the statistics and the queries."""
