"""Archives inside a class's files, whose files belong to the class, too."""

from __future__ import annotations

import io
import zipfile
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from fundamentals.classroom.batch._class_files import Archive, ClassFiles, UnreadableError
from fundamentals.classroom.batch._limits import (
    MAX_DEPTH,
    MAX_NESTED_ARCHIVE,
    MAX_NESTED_BYTES,
    MAX_NESTED_FILES,
)
from fundamentals.files import binary_size
from fundamentals.language import Text

# Number of archives kept open, so that a learner's files are read in sequence.
_KEPT = 4


@dataclass
class _Allowance:
    """What one archive among a class's files may still hold, with all the archives inside it.

    Attributes:
        files: Number of files.
        size: Bytes of the archives inside it.
    """

    files: int = MAX_NESTED_FILES
    size: int = MAX_NESTED_BYTES

    def take(self, *, files: int = 0, size: int = 0) -> None:
        """Use up a part of it.

        Raises:
            UnreadableError: Less is left.
        """
        self.files -= files
        self.size -= size
        if self.files < 0:
            raise UnreadableError(
                Text("an archive of more files than {most}", "超過 {most} 個檔案的壓縮檔").format(
                    most=MAX_NESTED_FILES
                )
            )
        if self.size < 0:
            raise UnreadableError(
                Text("archives of more than {most} inside it", "內含超過 {most} 的壓縮檔").format(
                    most=binary_size(MAX_NESTED_BYTES)
                )
            )


@dataclass(frozen=True)
class _Inside:
    """A file inside an archive: the path of the archive, its own in there, its name and size."""

    archive: str
    path: str
    name: str
    size: int


class NestedFiles(ClassFiles):
    """The files of a class, with those inside archives in place of the archives.

    A file in an archive has the archive's path and its own, ``B10901001.zip/lab03a.py``. An archive
    that cannot be opened remains a file that cannot be graded.
    """

    def __init__(
        self, files: ClassFiles, depth: int = 1, allowance: _Allowance | None = None
    ) -> None:
        self._files = files
        self._depth = depth
        self._allowance = allowance
        self._inside: dict[str, _Inside] = {}
        self._open: OrderedDict[str, ClassFiles] = OrderedDict()
        self._paths = [each for path in files.paths() for each in self._expand(path)]

    def _expand(self, path: str) -> list[str]:
        if not path.lower().endswith(".zip") or self._depth > MAX_DEPTH:
            return [path]
        try:
            if self._allowance is not None:
                self._allowance.take(size=self._files.size(path))
            inner = self._archive(path, self._allowance or _Allowance())
        except UnreadableError:
            return [path]
        outer = self._files.name(path)
        found = {
            f"{path}/{each}": _Inside(path, each, f"{outer}/{inner.name(each)}", inner.size(each))
            for each in inner.paths()
        }
        self._inside |= found
        return list(found)

    def _archive(self, path: str, allowance: _Allowance) -> ClassFiles:
        if path in self._open:
            self._open.move_to_end(path)
            return self._open[path]
        content = self._files.read_any(path, MAX_NESTED_ARCHIVE)
        try:
            opened: ClassFiles = Archive(io.BytesIO(content))
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            reason = Text("a damaged archive: {error}", "損毀的壓縮檔：{error}")
            raise UnreadableError(reason.format(error=str(error)[:200])) from error
        allowance.take(files=len(opened.paths()))
        self._open[path] = NestedFiles(opened, self._depth + 1, allowance)
        if len(self._open) > _KEPT:
            self._open.popitem(last=False)
        return self._open[path]

    def paths(self) -> list[str]:
        """Return the path of every file, in order."""
        return sorted(self._paths)

    def name(self, path: str) -> str:
        """Return the name of the file, archives and folders included."""
        inside = self._inside.get(path)
        return self._files.name(path) if inside is None else inside.name

    def size(self, path: str) -> int:
        """Return the stated size of the file in bytes."""
        inside = self._inside.get(path)
        return self._files.size(path) if inside is None else inside.size

    def modified(self, path: str) -> datetime | None:
        """Return when the file, or the archive that holds it, was handed in."""
        # Times inside an archive come from the learner's own computer.
        inside = self._inside.get(path)
        return self._files.modified(path if inside is None else inside.archive)

    def read(self, path: str) -> bytes:
        """Return the bytes of the file.

        Raises:
            UnreadableError: It is not a submission, or cannot be read.
        """
        inside = self._inside.get(path)
        if inside is None:
            return self._files.read(path)
        return self._archive(inside.archive, _Allowance()).read(inside.path)

    def read_any(self, path: str, limit: int) -> bytes:
        """Return the bytes of any file of at most ``limit`` bytes.

        Raises:
            UnreadableError: It cannot be read, or is larger.
        """
        inside = self._inside.get(path)
        if inside is None:
            return self._files.read_any(path, limit)
        return self._archive(inside.archive, _Allowance()).read_any(inside.path, limit)

    def close(self) -> None:
        """Close what is open."""
        self._files.close()
