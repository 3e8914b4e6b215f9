"""Review to pandoc's tree: the text, the fields and the scores of a review as nodes."""
