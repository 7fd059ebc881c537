"""The files of a class, by content."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from fundamentals.classroom.batch._class_files import UnreadableError
from fundamentals.classroom.batch._open import open_class


def read_contents(path: Path) -> dict[str, bytes]:
    """Return the scripts and notebooks in a folder, at any depth, or a ZIP, by their sha256.

    Files that the grader would refuse are left out.

    Raises:
        SubmissionError: There is no such folder or archive.
    """
    contents = {}
    with contextlib.closing(open_class(path)) as files:
        for name in files.paths():
            with contextlib.suppress(UnreadableError):
                content = files.read(name)
                contents[hashlib.sha256(content).hexdigest()] = content
    return contents
