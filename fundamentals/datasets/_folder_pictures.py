"""The pictures of a folder as one array, kept in the cache.

An entry of the cache belongs to one folder, one size and one number of channels. A file with
unchanged size and times is not even opened, and one with unchanged content is not decoded again:
for ten new pictures in a folder, ten are decoded.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets._cache import Arrays, store_arrays, stored_arrays
from fundamentals.datasets._folder_decode import decode_all, describe_all
from fundamentals.datasets._folder_layout import FolderLayout
from fundamentals.datasets._groups import joined_groups, photograph_groups
from fundamentals.datasets._picture_size import choose_size

_KIND, _VERSION = "folder", 1
# A file that changed this shortly before it was read may change again with the same times.
_SETTLED_NS = 2_000_000_000
_UNSETTLED = -1


@dataclass(frozen=True, eq=False)
class FolderPictures:
    """The pictures of a folder, in one size.

    Attributes:
        images: uint8 array ``(n, height, width, channels)``, 0–255.
        alike: int64 array ``(n,)``; pictures of one class that are nearly the same share a number,
            and so do files with the same content in any class.
        digests: Hexadecimal hashes of the files, ``(n,)``.
        top: The value that stands for white in pictures of more than 8 bits; None if there are
            none.
        as_they_are: Whether all have kept their own size.
    """

    images: NDArray[np.uint8]
    alike: NDArray[np.int64]
    digests: NDArray[np.bytes_]
    top: int | None
    as_they_are: bool


def read_pictures(
    layout: FolderLayout, *, image_size: tuple[int, int] | None, gray: bool
) -> FolderPictures:
    """Return the pictures of a folder, in the order of ``layout.paths``.

    Args:
        layout: Where they are.
        image_size: ``(height, width)`` in pixels to resize to; None: what :func:`choose_size` says.
        gray: True for one channel.

    Raises:
        DatasetError: Pictures cannot be decoded; the message names them.
    """
    wanted = f"{_VERSION} {layout.folder.resolve()} {image_size} {gray}"
    key = hashlib.sha256(wanted.encode()).hexdigest()
    entry = stored_arrays(_KIND, key)
    names = np.array([f"{path.parent.name}/{path.name}" for path in layout.paths])
    stamps = _stamps(layout)
    if entry is None or not _same(entry, names, stamps):
        entry = _renewed(entry or {}, layout, names, stamps, image_size=image_size, gray=gray)
        store_arrays(_KIND, key, entry)
    images = entry["images"]
    return FolderPictures(
        images=images,
        alike=entry["alike"],
        digests=entry["digests"],
        top=int(entry["tops"].max()) or None,
        as_they_are=bool((entry["sides"] == images.shape[1:3]).all()),
    )


def _same(entry: Arrays, names: NDArray[Any], stamps: NDArray[np.int64]) -> bool:
    settled = (stamps != _UNSETTLED).all()
    return bool(
        settled
        and np.array_equal(entry["names"], names)
        and np.array_equal(entry["stamps"], stamps)
    )


def _stamps(layout: FolderLayout) -> NDArray[np.int64]:
    """Return size, time of change and time of status change of each file, int64 ``(n, 3)``."""
    now = time.time_ns()
    stats = [path.stat() for path in layout.paths]
    stamps = np.array([(s.st_size, s.st_mtime_ns, s.st_ctime_ns) for s in stats], dtype=np.int64)
    stamps[stamps[:, 1:].max(axis=1) > now - _SETTLED_NS] = _UNSETTLED
    return stamps


def _renewed(
    entry: Arrays,
    layout: FolderLayout,
    names: NDArray[Any],
    stamps: NDArray[np.int64],
    *,
    image_size: tuple[int, int] | None,
    gray: bool,
) -> dict[str, NDArray[Any]]:
    """Return the arrays of the entry, reusing as much as possible of the existing one."""
    paths = layout.paths
    digests = np.empty(len(paths), dtype="S64")
    sides = np.empty((len(paths), 2), dtype=np.int64)
    same = _rows_of(_seen(names, stamps), _seen(entry["names"], entry["stamps"]) if entry else ())
    _fill(digests, same, entry, "digests")
    _fill(sides, same, entry, "sides")
    new = np.flatnonzero((same < 0) | (stamps[:, 0] == _UNSETTLED))
    described = describe_all([paths[row] for row in new], layout.folder)
    digests[new] = [each.digest for each in described]
    sides[new] = [(each.height, each.width) for each in described]

    height, width = image_size or choose_size(sides)
    images = np.empty((len(paths), height, width, 1 if gray else 3), dtype=np.uint8)
    tops = np.zeros(len(paths), dtype=np.int64)
    fits = bool(entry) and entry["images"].shape[1:] == images.shape[1:]
    same = _rows_of(digests.tolist(), entry["digests"].tolist() if fits else ())
    _fill(images, same, entry, "images")
    _fill(tops, same, entry, "tops")
    # What is white in pictures of more than 8 bits depends on all of them.
    new = np.flatnonzero((same < 0) | (tops > 0))
    tops[new] = decode_all(paths, new, images, folder=layout.folder, gray=gray)
    return {
        "names": names,
        "stamps": stamps,
        "digests": digests,
        "sides": sides,
        "images": images,
        "tops": tops,
        "alike": joined_groups(photograph_groups(_gray(images), layout.labels), digests),
    }


def _gray(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the mean of the channels: across channels, pictures of one color correlate."""
    means: NDArray[np.float32] = images.mean(axis=3, dtype=np.float32)
    return means.astype(np.uint8)


def _seen(names: NDArray[Any], stamps: NDArray[np.int64]) -> list[tuple[Any, ...]]:
    return list(zip(names.tolist(), map(tuple, stamps.tolist()), strict=True))


def _rows_of(keys: Sequence[Hashable], before: Sequence[Hashable]) -> NDArray[np.int64]:
    """Return the row of each key in the existing entry, or -1 if it has none."""
    rows = {key: row for row, key in enumerate(before)}
    return np.array([rows.get(key, -1) for key in keys], dtype=np.int64)


def _fill(array: NDArray[Any], rows: NDArray[np.int64], entry: Arrays, name: str) -> None:
    if (rows >= 0).any():
        array[rows >= 0] = entry[name][rows[rows >= 0]]
