"""The exit code that commands share with each other."""

COULD_NOT_RUN = 2
"""The command could not run, or could not read or write something."""
