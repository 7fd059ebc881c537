"""The files in a class's folder or ZIP; their bytes are read on demand."""

from __future__ import annotations

import abc
import contextlib
import lzma
import os
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, TypeVar

from fundamentals.classroom.batch._limits import MAX_FILES, MAX_FOLDERS, MAX_NAME, MAX_UNPACKED
from fundamentals.errors import SubmissionError
from fundamentals.files import binary_size
from fundamentals.language import Text
from fundamentals.sandbox import is_script_or_notebook, more_than, read_submission, size_limit

# ZIP's first year; programs without a clock write it.
_NO_YEAR = 1980
_WINDOWS = 0
_UNNAMED = "unnamed"
# Bytes before an entry's own, besides its name.
_LOCAL_HEADER = 30
# The flag of names that are marked as UTF-8.
_UTF_8 = 0x800
# Characters other than ASCII, ideographs, their punctuation and full-width letters.
_NOT_CHINESE = re.compile("[^\\x00-\\x7f\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


# The end of the path of a second file with the same name.
_AGAIN = re.compile(r" \[\d+\]\Z")
_Entry = TypeVar("_Entry")


class UnreadableError(Exception):
    """A file that cannot be graded; ``reason`` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason)
        self.reason = reason


class ClassFiles(abc.ABC):
    """Files of a class; paths are relative, with slashes, and safe to show and store."""

    @abc.abstractmethod
    def paths(self) -> list[str]:
        """Return the path of every file, in order and without duplicates."""

    def name(self, path: str) -> str:
        """Return the name of the file at ``path``, folders included; it need not be unique."""
        return _AGAIN.sub("", path)

    @abc.abstractmethod
    def size(self, path: str) -> int:
        """Return the stated size of the file at ``path`` in bytes."""

    @abc.abstractmethod
    def modified(self, path: str) -> datetime | None:
        """Return when the file at ``path`` was last changed; None if unknown."""

    @abc.abstractmethod
    def read(self, path: str) -> bytes:
        """Return the bytes of the file at ``path``.

        Raises:
            UnreadableError: It is not a submission, or cannot be read.
        """

    @abc.abstractmethod
    def read_any(self, path: str, limit: int) -> bytes:
        """Return the bytes of any file at ``path`` of at most ``limit`` bytes.

        Raises:
            UnreadableError: It cannot be read, or is larger.
        """

    def close(self) -> None:  # noqa: B027 -- most have nothing to close.
        """Close open files."""


class Folder(ClassFiles):
    """Files of a folder."""

    def __init__(self, folder: Path, files: list[Path]) -> None:
        self._files = _by_path(
            (_readable(file.relative_to(folder).as_posix()), file) for file in files
        )

    def paths(self) -> list[str]:
        return sorted(self._files)

    def size(self, path: str) -> int:
        with contextlib.suppress(OSError):
            return self._files[path].lstat().st_size
        return 0

    def modified(self, path: str) -> datetime | None:
        with contextlib.suppress(OSError, OverflowError, ValueError):
            return datetime.fromtimestamp(self._files[path].lstat().st_mtime).astimezone()
        return None

    def read(self, path: str) -> bytes:
        try:
            return read_submission(self._files[path]).content
        except SubmissionError as error:
            raise UnreadableError(error.args[0]) from error

    def read_any(self, path: str, limit: int) -> bytes:
        file = self._files[path]
        try:
            if not stat.S_ISREG(file.lstat().st_mode):
                raise UnreadableError(Text("not a plain file", "不是一般檔案"))
            with file.open("rb") as opened:
                content = opened.read(limit + 1)
        except OSError as error:
            raise UnreadableError(_damaged(error)) from error
        return _at_most(content, limit)


def _by_path(entries: Iterable[tuple[str, _Entry]]) -> dict[str, _Entry]:
    """Return every entry by its name; a second entry of the same name is "name [2]", and so on.

    A ZIP may hold a name twice, and two names may differ only in unreadable characters, or in what
    is left out of long ones.
    """
    found: dict[str, _Entry] = {}
    times: Counter[str] = Counter()
    for whole_name, entry in sorted(entries, key=lambda each: each[0]):
        name = _usual_path(whole_name)
        times[name] += 1
        path = name if times[name] == 1 else f"{name} [{times[name]}]"
        while path in found:
            times[name] += 1
            path = f"{name} [{times[name]}]"
        found[path] = entry
    return found


def _usual_path(name: str) -> str:
    """Return ``name`` with "…" for its innermost folders, and in names, if there is too much."""
    *folders, last = map(_usual_name, name.split("/"))
    inner = ["…"] if len(folders) > MAX_FOLDERS else []
    return "/".join([*folders[:MAX_FOLDERS], *inner, last])


def _usual_name(name: str) -> str:
    """Return ``name`` with "…" for its middle if it is too long: its end tells the format."""
    half = MAX_NAME // 2
    return name if len(name) <= MAX_NAME else f"{name[:half]}…{name[-half:]}"


def _readable(name: str) -> str:
    """Return ``name`` as valid text, with question marks for bytes that are not UTF-8."""
    return os.fsencode(name).decode(errors="replace")


class Archive(ClassFiles):
    """A ZIP; nothing is unpacked to disk."""

    def __init__(self, path: Path | BinaryIO) -> None:
        self._zip = zipfile.ZipFile(path)
        encoding = _encoding_of_names(self._zip.infolist())
        entries = [
            (name, entry)
            for entry in self._zip.infolist()
            if not (name := _entry_name(entry, encoding)).endswith("/")
        ]
        if len(entries) > MAX_FILES:
            self._zip.close()
            raise ValueError(f"{len(entries)} files")
        self._entries = _by_path(entries)
        self._overlapping = _overlapping(self._zip.infolist(), self._zip.start_dir)
        self._left = MAX_UNPACKED
        self._counted: set[str] = set()

    def paths(self) -> list[str]:
        return sorted(self._entries)

    def size(self, path: str) -> int:
        return self._entries[path].file_size

    def modified(self, path: str) -> datetime | None:
        time = self._entries[path].date_time
        with contextlib.suppress(ValueError, OverflowError):
            return datetime(*time).astimezone() if time[0] > _NO_YEAR else None
        return None

    def read(self, path: str) -> bytes:
        if not is_script_or_notebook(self.name(path)):
            suffix = PurePosixPath(self.name(path)).suffix or "–"
            raise UnreadableError(Text("a {suffix} file", "{suffix} 檔").format(suffix=suffix))
        return self.read_any(path, size_limit(self.name(path)))

    def read_any(self, path: str, limit: int) -> bytes:
        entry = self._entries[path]
        if problem := self._problem(path, entry, limit):
            raise UnreadableError(problem)
        try:
            with self._zip.open(entry) as file:
                # The size that the archive states may be false.
                content = file.read(limit + 1)
        except _DAMAGES as error:
            raise UnreadableError(_damaged(error)) from error
        except (NotImplementedError, RuntimeError) as error:
            raise UnreadableError(
                Text("compressed in an unsupported way", "使用了不支援的壓縮方式")
            ) from error
        if path not in self._counted:
            self._counted.add(path)
            self._left -= len(content)
        return _at_most(content, limit)

    def _problem(self, path: str, entry: zipfile.ZipInfo, limit: int) -> Text | None:
        name = PurePosixPath(self.name(path))
        if name.is_absolute() or ".." in name.parts:
            return Text("its path leads outside the archive", "它的路徑指向壓縮檔之外")
        if stat.S_ISLNK(entry.external_attr >> 16):
            return Text("a symbolic link", "符號連結")
        if entry.flag_bits & 1:
            return Text("encrypted", "已加密")
        if entry in self._overlapping:
            return Text("it overlaps another file of the archive", "它和壓縮檔裡的另一個檔案重疊")
        if entry.file_size > limit:
            return more_than(limit)
        if path not in self._counted and self._left < entry.file_size:
            return Text(
                "the archive holds more than {size} unpacked", "壓縮檔解開後超過 {size}"
            ).format(size=binary_size(MAX_UNPACKED))
        return None

    def close(self) -> None:
        self._zip.close()


# MemoryError: LZMA allocates a dictionary of the size that the entry names, up to 4 GiB.
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    ValueError,
    MemoryError,
)


def _overlapping(entries: Iterable[zipfile.ZipInfo], end: int) -> set[zipfile.ZipInfo]:
    """Return the entries whose bytes run into the next one's, or into the directory at ``end``.

    No program writes such an archive, but a few kilobytes that thousands of entries share unpack to
    gigabytes. Newer versions of Python refuse some of them.
    """
    found = set()
    for entry in sorted(entries, key=lambda each: each.header_offset, reverse=True):
        if entry.header_offset + _LOCAL_HEADER + entry.compress_size > end:
            found.add(entry)
        end = entry.header_offset
    return found


def _at_most(content: bytes, limit: int) -> bytes:
    if len(content) > limit:
        raise UnreadableError(more_than(limit))
    return content


def _damaged(error: Exception) -> Text:
    return Text("damaged: {error}", "已損毀：{error}").format(error=str(error)[:200])


def _encoding_of_names(entries: Iterable[zipfile.ZipInfo]) -> str:
    """Return the encoding of names without the UTF-8 flag; one program wrote them all.

    Python assumes the one of DOS. Windows in Taiwan writes Big5, in which many other names are also
    valid, but read as symbols.
    """
    names = [each.filename.encode("cp437") for each in entries if not each.flag_bits & _UTF_8]
    for encoding in ("utf-8", "cp950"):
        with contextlib.suppress(UnicodeError):
            text = "".join(name.decode(encoding) for name in names)
            if encoding == "utf-8" or not _NOT_CHINESE.search(text):
                return encoding
    return "cp437"


def _entry_name(entry: zipfile.ZipInfo, encoding: str) -> str:
    """Return the name of ``entry``, in ``encoding`` unless it says its own."""
    name = entry.filename
    if not entry.flag_bits & _UTF_8:
        name = name.encode("cp437").decode(encoding)
    # Some Windows programs write backslashes.
    name = name.replace("\\", "/") if entry.create_system == _WINDOWS else name
    return name if PurePosixPath(name).parts else _UNNAMED
