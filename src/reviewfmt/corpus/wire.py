"""What goes between a process that reads records and the one that began it."""

from __future__ import annotations

import pickle
import struct
from typing import IO

HEAD = struct.Struct(">Q")
"""How long a message is, which follows."""

AT = struct.Struct(">q")
"""Which record of a piece is being read, as the file says it that both sides have open."""


def send(file: IO[bytes], message: object) -> None:
    """Write a message."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    file.write(HEAD.pack(len(data)))
    file.write(data)
    file.flush()
