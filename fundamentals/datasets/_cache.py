"""Parsed data on disk: keyed by content, checked, memory-mapped, written in one step."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets._home import data_home
from fundamentals.files import require_writable
from fundamentals.language import Text

Arrays = Mapping[str, NDArray[Any]]

_CHECKSUMS = "checksums.json"
_OWNER_ONLY = 0o755
_OTHERS_WRITE = 0o022

_UNCACHED = Text(
    "{folder} cannot be written ({reason}): the data is used without a cache and will be read "
    "again next time. Set FUNDAMENTALS_DATA to a folder of your own to speed that up.",
    "無法寫入 {folder}（{reason}）：這次不使用快取，下次會重新讀取資料。"
    "把 FUNDAMENTALS_DATA 設為有寫入權限的資料夾可加快載入。",
)
_NOT_OURS = Text(
    "somebody else could have written it: it belongs to another user, or other users "
    "can write there",
    "可能是別人寫的：它屬於其他使用者，或其他人也能寫入",
)
_DAMAGED = Text(
    "the cache in {folder} is damaged ({reason}) and will be rebuilt",
    "{folder} 的快取已損壞（{reason}），將重新建立",
)


def content_key(*paths: Path, version: int) -> str:
    """Return a key that changes with the content of any of the files, or with ``version``.

    Args:
        *paths: The files that the cached arrays are made from, in a fixed order.
        version: Number to raise whenever the code makes different arrays from the same files.

    Raises:
        OSError: A file cannot be read.
    """
    digest = hashlib.sha256(str(version).encode())
    for path in paths:
        content = hashlib.sha256()
        for chunk in _chunks(path):
            content.update(chunk)
        digest.update(content.digest())
    return digest.hexdigest()


def cached_arrays(kind: str, key: str, build: Callable[[], Arrays]) -> Arrays:
    """Return the arrays of ``build``, read-only, from the cache if it has them.

    Cached arrays are memory-mapped: a page takes memory only once it is read. Only its owner can
    write an entry; an entry that is damaged, or that someone else could have written, is rebuilt.
    If the data home cannot be written, a warning says so and the arrays are returned anyway.
    Several processes may build the same entry at once: the first to finish stores it.

    Args:
        kind: Readable prefix for the name of the cache folder.
        key: From :func:`content_key`.
        build: Makes the named arrays when they are not cached.
    """
    arrays = stored_arrays(kind, key)
    if arrays is None:
        arrays = build()
        store_arrays(kind, key, arrays)
    return arrays


def stored_arrays(kind: str, key: str) -> Arrays | None:
    """Return the arrays of an entry, memory-mapped; None if it is missing, damaged or not ours."""
    folder = _entry(kind, key)
    try:
        return _read(folder)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        _warn(_DAMAGED, folder, error)
        return None


def store_arrays(kind: str, key: str, arrays: Arrays) -> None:
    """Write an entry, replacing an existing one, and make the arrays read-only.

    If the data home cannot be written, a warning says so.
    """
    folder = _entry(kind, key)
    try:
        require_writable(folder)
        _write(folder, arrays)
    except OSError as error:
        _warn(_UNCACHED, folder.parent, error)
    for array in arrays.values():
        array.flags.writeable = False


def _entry(kind: str, key: str) -> Path:
    return data_home() / "cache" / f"{kind}-{key[:16]}"


def _read(folder: Path) -> Arrays:
    _require_ours(folder)
    checksums = json.loads((folder / _CHECKSUMS).read_text(encoding="utf-8"))
    for name, checksum in checksums.items():
        if _checksum(folder / name) != checksum:
            raise ValueError(Text("checksum of {name}", "{name} 的檢查碼").format(name=name))
    return {
        Path(name).stem: np.load(folder / name, mmap_mode="r").view(np.ndarray)
        for name in checksums
    }


def _require_ours(folder: Path) -> None:
    """Raise ``ValueError`` if someone else could have written ``folder`` or a file in it.

    The owner of the data home is trusted with the data itself. On Windows, the permissions that a
    folder inherits keep others out.
    """
    if not hasattr(os, "getuid"):
        return
    trusted = {0, os.getuid(), data_home().stat().st_uid}
    for path in (folder, *folder.iterdir()):
        status = path.lstat()
        if status.st_uid not in trusted or status.st_mode & _OTHERS_WRITE:
            raise ValueError(_NOT_OURS)


def _write(folder: Path, arrays: Arrays) -> None:
    unfinished, replaced = (
        folder.with_name(f".{folder.name}.{uuid.uuid4().hex}") for _ in range(2)
    )
    try:
        unfinished.mkdir(parents=True)
        unfinished.chmod(_OWNER_ONLY)
        checksums = {}
        for name, array in arrays.items():
            path = unfinished / f"{name}.npy"
            np.save(path, array)
            path.chmod(_OWNER_ONLY & ~0o111)
            checksums[path.name] = _checksum(path)
        (unfinished / _CHECKSUMS).write_text(json.dumps(checksums), encoding="utf-8")
        (unfinished / _CHECKSUMS).chmod(_OWNER_ONLY & ~0o111)
        if folder.exists():
            folder.rename(replaced)
        unfinished.rename(folder)
    except OSError:
        # Another process has stored the same entry in the meantime: nothing is left to do.
        if not folder.exists():
            raise
    finally:
        for rest in (unfinished, replaced):
            shutil.rmtree(rest, ignore_errors=True)


def _checksum(path: Path) -> int:
    # It only guards against accidents, so the fast CRC of archives is enough.
    checksum = 0
    for chunk in _chunks(path):
        checksum = zlib.crc32(chunk, checksum)
    return checksum


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(1 << 20):
            yield chunk


def _warn(message: Text, folder: Path, reason: Exception) -> None:
    detail = reason.strerror if isinstance(reason, OSError) else reason
    warnings.warn(str(message.format(folder=folder, reason=detail or reason)), stacklevel=3)
