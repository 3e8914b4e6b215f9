"""Scores that need more than their own line: drawn ones, scales, verdicts in prose."""
