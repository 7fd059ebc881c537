"""Writing files: whole or not at all, under safe names, in archives that never differ; sizes."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import shutil
import stat
import tempfile
import urllib.parse
import zipfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from fundamentals.errors import OutputError
from fundamentals.language import Text

__all__ = [
    "binary_size",
    "check_output_file",
    "check_output_folder",
    "prepare_folder",
    "require_writable",
    "safe_name",
    "whole_file",
    "zipped",
]

# The earliest time that a ZIP archive can store.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE, _PROGRAM = 0o100644 << 16, 0o100755 << 16

_REASONS: dict[type[OSError], Text] = {
    FileNotFoundError: Text("its folder does not exist", "它的資料夾不存在"),
    NotADirectoryError: Text("a file is where a folder should be", "應為資料夾的地方是檔案"),
    IsADirectoryError: Text("it is a folder", "它是資料夾"),
    # Windows refuses both with the same error.
    PermissionError: Text(
        "you have no permission to write there, or another program has it open",
        "沒有寫入的權限，或其他程式正開著它",
    ),
}


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a path to write to; when the block ends, its content becomes the file ``path``.

    If the block raises, ``path`` stays as it was. A link stays a link: its target is written. A
    pipe or device receives the bytes.

    Raises:
        OutputError: It cannot be written.
    """
    try:
        if _is_stream(path):
            with tempfile.TemporaryDirectory() as folder:
                # The writer may choose the format by the suffix.
                yield (incomplete := Path(folder, path.name))
                # Append: output that was redirected to a file earlier must stay in it.
                with incomplete.open("rb") as file, path.open("ab") as stream:
                    shutil.copyfileobj(file, stream)
            return
        target = Path(os.path.realpath(path))
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".") as folder:
            yield (incomplete := Path(folder, path.name))
            if target.is_file():
                shutil.copymode(target, incomplete)
            incomplete.replace(target)
    except OSError as error:
        raise _refusal(path, error) from error


def check_output_file(path: Path) -> None:
    """Check that :func:`whole_file` can write ``path``, and leave no trace.

    Raises:
        OutputError: It cannot: the folder is missing or not writable, or the path is a folder.
    """
    try:
        if _is_stream(path):
            if not os.access(path, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            return
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        # Raises the usual error for a folder that is missing or is a file.
        os.scandir(target.parent).close()
        require_writable(target.parent)
    except OSError as error:
        raise _refusal(path, error) from error


def check_output_folder(path: Path) -> None:
    """Check that the folder ``path`` can be written or created, and leave no trace.

    Raises:
        OutputError: It cannot.
    """
    try:
        require_writable(path)
    except OSError as error:
        raise _refusal(path, error) from error


def prepare_folder(folder: Path) -> None:
    """Create ``folder`` and its parents, and check that it can be written.

    Raises:
        OutputError: It cannot be created or written.
    """
    check_output_folder(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refusal(folder, error) from error


def require_writable(folder: Path) -> None:
    """Check that ``folder``, or its nearest existing parent, may be written.

    The system refuses everyone but root, who may write anywhere. A folder without any write
    permission was closed by its owner on purpose, so root leaves it untouched, too.

    Raises:
        OSError: Nobody has permission to write there, or it is not a folder.
    """
    existing = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if os.name == "posix" and not existing.stat().st_mode & 0o222:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(existing))
    # Permissions alone do not reveal a disk that is mounted read-only.
    with tempfile.TemporaryFile(dir=existing):
        pass


def zipped(
    files: Mapping[str, bytes], *, programs: Collection[str] = (), level: int | None = None
) -> bytes:
    """Return a ZIP archive; the same files give the same bytes.

    Args:
        files: The content of each file, by its path in the archive.
        programs: The paths of files that may be executed.
        level: Compression, from 1 (fast) to 9 (small); None for zlib's own choice.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.external_attr = _PROGRAM if name in programs else _PLAIN_FILE
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, level)
    return buffer.getvalue()


def binary_size(number: int) -> str:
    """Return a number of bytes in the largest of MiB and GiB that it fills, such as "20 MiB"."""
    unit, size = ("GiB", 2**30) if number >= 2**30 else ("MiB", 2**20)
    return f"{number / size:,.4g} {unit}"


def safe_name(text: str) -> str:
    """Return ``text`` as the name of a file, which cannot act as a path."""
    return urllib.parse.quote(text, safe="").replace(".", "%2E")


def _is_stream(path: Path) -> bool:
    """Whether ``path`` is written as a stream: a pipe, a device, or a file that is already open."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        return False
    # >(command) of a shell is /dev/fd/63, in /proc; /dev/stdout is a link to there.
    link = path.parent / path.readlink() if path.is_symlink() else path
    folders = map(os.path.realpath, (path.parent, link.parent))
    is_open = any(folder.startswith("/proc/") for folder in folders)
    return is_open or not stat.S_ISREG(mode)


def _refusal(path: Path, error: OSError) -> OutputError:
    said = str(error.strerror or error)
    reason = _REASONS.get(type(error), Text.untranslated(said))
    return OutputError(
        Text("{path} cannot be written: {reason}", "無法寫入 {path}：{reason}").format(
            path=path, reason=reason
        ),
        expected=Text(
            "a path in a folder that exists, is writable and has free space",
            "位於已存在、可寫入且空間足夠的資料夾中的路徑",
        ),
        fix=Text("create that folder, or choose another path", "請建立該資料夾，或指定其他路徑"),
    )
