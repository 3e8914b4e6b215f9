"""Markdown as people and site generators write it: front matter, callouts, attributes, HTML."""
