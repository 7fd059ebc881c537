"""The files of a class, by content."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from fundamentals.classroom.batch._class_files import ClassFiles, UnreadableError
from fundamentals.classroom.batch._open import open_class


def read_contents(path: Path) -> Mapping[str, bytes]:
    """Return the scripts and notebooks in a folder, at any depth, or a ZIP, by their sha256.

    Files that the grader would refuse are left out. Each is read again when it is asked for, as
    together they may be larger than the memory.

    Raises:
        SubmissionError: There is no such folder or archive.
    """
    return _Contents(open_class(path))


class _Contents(Mapping[str, bytes]):
    def __init__(self, files: ClassFiles) -> None:
        self._files = files
        self._paths: dict[str, str] = {}
        # The desk answers several requests at once.
        self._lock = threading.Lock()
        for path in files.paths():
            with contextlib.suppress(UnreadableError):
                self._paths[hashlib.sha256(files.read(path)).hexdigest()] = path

    def __getitem__(self, sha256: str) -> bytes:
        try:
            with self._lock:
                content = self._files.read(self._paths[sha256])
        except UnreadableError as error:
            raise KeyError(sha256) from error
        # The file may have changed since.
        if hashlib.sha256(content).hexdigest() != sha256:
            raise KeyError(sha256)
        return content

    def __contains__(self, sha256: object) -> bool:
        return sha256 in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
