"""What a line is: the kinds of lines, the parts of a document, scores, words and inline marks.

It knows no tree and no node. `grammar/` holds its patterns and words; docs/spec.md says the
same in prose.
"""
