"""Messages between a process that reads records and its parent."""

from __future__ import annotations

import pickle
import struct
from typing import IO

HEAD = struct.Struct(">Q")
"""The length of a message, which precedes it."""

AT = struct.Struct(">q")
"""The index of the record that is being read, in the file that both sides have open."""


def send(file: IO[bytes], message: object) -> None:
    """Write a message."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    file.write(HEAD.pack(len(data)))
    file.write(data)
    file.flush()
