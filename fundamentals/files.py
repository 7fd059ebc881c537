"""Writing files: whole or not at all; and asking beforehand whether that will be possible."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fundamentals.errors import OutputError
from fundamentals.language import Text

__all__ = [
    "check_output_file",
    "check_output_folder",
    "prepare_folder",
    "require_writable",
    "whole_file",
]

_REASONS: dict[type[OSError], Text] = {
    FileNotFoundError: Text("its folder does not exist", "它的資料夾不存在"),
    NotADirectoryError: Text("a file stands where a folder should be", "應為資料夾的地方是檔案"),
    IsADirectoryError: Text("it is a folder", "它是資料夾"),
    PermissionError: Text("there is no permission to write there", "沒有寫入的權限"),
}


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a path to write to; when the block ends, what is there becomes the file ``path``.

    If the block raises, ``path`` stays as it was. A link stays a link: the file that it points to
    is written. A pipe or device receives the bytes.

    Raises:
        OutputError: It cannot be written.
    """
    try:
        if _is_stream(path):
            with tempfile.TemporaryDirectory() as folder:
                # Whoever writes it may tell the format by the suffix.
                yield (incomplete := Path(folder, path.name))
                # What was redirected to a file before must stay in it.
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
        OutputError: It cannot: the folder is missing or closed, or the path is a folder.
    """
    try:
        if _is_stream(path):
            if not os.access(path, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            return
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        # The error that any other use of a folder that is missing, or is none, would raise.
        os.scandir(target.parent).close()
        require_writable(target.parent)
    except OSError as error:
        raise _refusal(path, error) from error


def check_output_folder(path: Path) -> None:
    """Check that the folder ``path`` can be written, or made, and leave no trace.

    Raises:
        OutputError: It cannot.
    """
    try:
        require_writable(path)
    except OSError as error:
        raise _refusal(path, error) from error


def prepare_folder(folder: Path) -> None:
    """Make ``folder``, with those above it, and check that it can be written.

    Raises:
        OutputError: It cannot be made or written.
    """
    check_output_folder(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refusal(folder, error) from error


def require_writable(folder: Path) -> None:
    """Check that ``folder``, or the nearest folder above it that exists, is meant to be written.

    The system itself refuses everyone but root, who may write anywhere. A folder without any write
    permission was closed by its owner on purpose, and stays untouched by root too.

    Raises:
        OSError: Nobody has permission to write there, or it is no folder.
    """
    existing = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if os.name == "posix" and not existing.stat().st_mode & 0o222:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(existing))
    # Permissions alone do not tell of a disk that is mounted to be read only.
    with tempfile.TemporaryFile(dir=existing):
        pass


def _is_stream(path: Path) -> bool:
    """Whether ``path`` is to be written into: a pipe, a device, or a file that is open already."""
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
    reason = _REASONS.get(type(error), Text(said, said))
    return OutputError(
        Text("{path} cannot be written: {reason}", "無法寫入 {path}：{reason}").format(
            path=path, reason=reason
        ),
        expected=Text(
            "a path in a folder that exists, can be written and has room",
            "位於已存在、可寫入且空間足夠的資料夾中的路徑",
        ),
        fix=Text("make that folder, or name another path", "請建立該資料夾，或指定其他路徑"),
    )
