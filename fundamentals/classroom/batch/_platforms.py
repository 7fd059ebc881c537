"""Which learning platform wrote an archive, by the names that it gives to files.

It is decided once, by which platform explains most of the files: the end of a file's name is the
learner's to choose, and must not make it look like another platform's.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from fundamentals.classroom.platforms import PLATFORMS, Handed, Platform


def platform_of(paths: Sequence[str]) -> tuple[Platform | None, dict[str, Handed]]:
    """Return the platform that wrote most of ``paths``, and what it says of each that it wrote."""
    best: tuple[Platform | None, dict[str, Handed]] = None, {}
    for platform in PLATFORMS:
        explained = _explained(platform, paths)
        if len(explained) > len(best[1]) and 2 * len(explained) >= len(paths):
            best = platform, explained
    return best


def _explained(platform: Platform, paths: Sequence[str]) -> dict[str, Handed]:
    """Return what ``platform`` says of each path that it wrote, whatever folders are around."""
    around = common_folders(paths)
    best: dict[str, Handed] = {}
    for depth in range(len(around) + 1):
        read = {path: _read(platform, path, depth) for path in paths}
        explained = {path: handed for path, handed in read.items() if handed is not None}
        if len(explained) > len(best):
            best = explained
    return best


def _read(platform: Platform, path: str, depth: int) -> Handed | None:
    *folders, file_name = PurePosixPath(path).parts
    return platform.archive.read(folders[depth:], file_name) if platform.archive else None


def common_folders(paths: Sequence[str]) -> tuple[str, ...]:
    """Return the folders that all ``paths`` lie in, the outermost first."""
    folders = [PurePosixPath(path).parts[:-1] for path in paths]
    common = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    return tuple(common)
