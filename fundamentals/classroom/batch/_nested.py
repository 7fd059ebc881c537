"""Archives inside a class's files, whose files belong to the class, too."""

from __future__ import annotations

import io
import zipfile
from collections import OrderedDict
from datetime import datetime

from fundamentals.classroom.batch._files import Archive, ClassFiles, UnreadableError
from fundamentals.language import Text

# A learner's archive holds one lab; a platform's archive, zipped again, holds a class.
_MAX_ARCHIVE = 256 * 2**20
_MAX_DEPTH = 3
# Number of archives kept open, so that a learner's files are read in sequence.
_KEPT = 4


class NestedFiles(ClassFiles):
    """The files of a class, with those inside archives in place of the archives.

    A file in an archive has the archive's path and its own, ``B10901001.zip/lab03a.py``. An archive
    that cannot be opened remains a file that cannot be graded.
    """

    def __init__(self, files: ClassFiles, depth: int = 1) -> None:
        self._files = files
        self._depth = depth
        self._inside: dict[str, tuple[str, str]] = {}
        self._open: OrderedDict[str, ClassFiles] = OrderedDict()
        self._paths = [each for path in files.paths() for each in self._expand(path)]

    def _expand(self, path: str) -> list[str]:
        if not path.lower().endswith(".zip") or self._depth > _MAX_DEPTH:
            return [path]
        try:
            inner = self._archive(path)
        except UnreadableError:
            return [path]
        found = {f"{path}/{name}": (path, name) for name in inner.paths()}
        self._inside |= found
        return list(found)

    def _archive(self, path: str) -> ClassFiles:
        if path in self._open:
            self._open.move_to_end(path)
            return self._open[path]
        content = self._files.read_any(path, _MAX_ARCHIVE)
        try:
            opened: ClassFiles = Archive(io.BytesIO(content))
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            reason = Text("a damaged archive: {error}", "損毀的壓縮檔：{error}")
            raise UnreadableError(reason.format(error=str(error)[:200])) from error
        self._open[path] = NestedFiles(opened, self._depth + 1)
        if len(self._open) > _KEPT:
            self._open.popitem(last=False)
        return self._open[path]

    def paths(self) -> list[str]:
        """Return the path of every file, in order."""
        return sorted(self._paths)

    def name(self, path: str) -> str:
        """Return the name of the file, archives and folders included."""
        if path not in self._inside:
            return self._files.name(path)
        outer, inner = self._inside[path]
        return f"{self._files.name(outer)}/{self._archive(outer).name(inner)}"

    def size(self, path: str) -> int:
        """Return the stated size of the file in bytes."""
        if path not in self._inside:
            return self._files.size(path)
        outer, inner = self._inside[path]
        return self._archive(outer).size(inner)

    def modified(self, path: str) -> datetime | None:
        """Return when the file, or the archive that holds it, was handed in."""
        # Times inside an archive come from the learner's own computer.
        return self._files.modified(self._inside.get(path, (path, ""))[0])

    def read(self, path: str) -> bytes:
        """Return the bytes of the file.

        Raises:
            UnreadableError: It is no submission, or cannot be read.
        """
        if path not in self._inside:
            return self._files.read(path)
        outer, inner = self._inside[path]
        return self._archive(outer).read(inner)

    def read_any(self, path: str, limit: int) -> bytes:
        """Return the bytes of any file of at most ``limit`` bytes.

        Raises:
            UnreadableError: It cannot be read, or is larger.
        """
        if path not in self._inside:
            return self._files.read_any(path, limit)
        outer, inner = self._inside[path]
        return self._archive(outer).read_any(inner, limit)

    def close(self) -> None:
        """Close what is open."""
        self._files.close()
