"""What a submission tries beyond its sandbox: recorded for the instructor, not an accusation.

The sandbox refuses all of it anyway. A library may have tried it, and actions that bypass Python
are not seen here.
"""

from __future__ import annotations

import os
import sys
from typing import Any

MAX_KEPT = 20
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGING = frozenset({"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.link"})
_STARTING = ("os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.system", "subprocess.Popen")
_NETWORK = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto")


class Trespasses:
    """Listens to Python's audit events.

    Args:
        own: Folders to write to: the submission's, and the worker's caches.
    """

    def __init__(self, *own: str) -> None:
        self._own = own
        self._found: dict[tuple[str, str], None] = {}
        sys.addaudithook(self._note)

    def found(self) -> list[list[str]]:
        """Return what has been tried so far, each with a kind and a detail."""
        return [list(each) for each in self._found]

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        if len(self._found) >= MAX_KEPT:
            return
        if event == "open":
            path, _, flags = arguments
            if flags & _WRITING:
                self._note_path(path)
        elif event in _CHANGING:
            self._note_path(arguments[0])
        elif event.startswith(_STARTING):
            self._found["process", event.partition(".")[2]] = None
        elif event == "os.kill" and arguments[0] != os.getpid():
            self._found["signal", str(arguments[0])] = None
        elif event in _NETWORK:
            self._note_address(arguments[0] if event == "socket.getaddrinfo" else arguments[1])

    def _note_path(self, path: object) -> None:
        if not isinstance(path, (str, bytes)):
            return
        place = os.path.realpath(os.fsdecode(path))
        if not place.startswith(tuple(f"{folder}/" for folder in self._own)) and (
            place not in (*self._own, os.devnull)
        ):
            self._found["write", place[:200]] = None

    def _note_address(self, address: object) -> None:
        # A local socket's address is a path.
        if not isinstance(address, (str, bytes)) or "." in os.fsdecode(address):
            self._found["network", str(address)[:200]] = None
