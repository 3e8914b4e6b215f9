"""The language server: the engine of the command line, in the editor.

What an editor is shown comes from pure functions over an `Analysis`, one text that was read and
checked. `shell` alone knows pygls, and imports what it needs when the editor asks.
"""
