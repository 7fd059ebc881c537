"""Learning platforms, by the names that they give to the files of an archive.

A new platform is one more :class:`Platform` in :data:`PLATFORMS`. Which one wrote an archive is
decided once, by which explains most of its files: the end of a file's name is the learner's to
choose, and must not make it look like another platform's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Handed:
    """What a platform says of a file.

    Attributes:
        name: Name of whoever handed it in, as the platform writes it.
        number: The platform's number of that person.
        file_name: What the learner called the file.
        late: Whether it came too late; None if the platform does not say.
        upload: The platform's running number of the file: a later file has a larger one. None if
            there is none.
    """

    name: str
    number: str
    file_name: str
    late: bool | None = None
    upload: int | None = None


@dataclass(frozen=True)
class Platform:
    """A learning platform.

    Attributes:
        id: What learners' numbers are kept under, "canvas".
        title: Its name.
        read: Returns what a path says, given its folders and the name of the file; None if the
            platform writes no such path. Folders around the whole archive are left out.
        keeps_times: Whether its archives tell when a file came.
    """

    id: str
    title: str
    read: Callable[[Sequence[str], str], Handed | None]
    keeps_times: bool


# chenmei_LATE_4711_90210_lab03a.py: the name in one word, the family name first, the numbers of the
# user and of the upload. Canvas keeps numbers between underscores out of the name.
_CANVAS = re.compile(
    r"(?P<name>[^\W\d_][^/]*?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<upload>\d+)_(?P<file>.+)"
)
# A folder "Mei Chen_4711_assignsubmission_file_", or, in a flat archive, the same before the name.
_MOODLE_FOLDER = re.compile(r"(?P<name>.+)_(?P<user>\d+)_assignsubmission_[a-z]+_?")
_MOODLE_FILE = re.compile(r"(?P<name>.+?)_(?P<user>\d+)_assignsubmission_[a-z]+_(?P<file>.+)")


def _read_canvas(folders: Sequence[str], file_name: str) -> Handed | None:
    match = None if folders else _CANVAS.fullmatch(file_name)
    if match is None:
        return None
    late = match["late"] is not None
    return Handed(match["name"], match["user"], match["file"], late, int(match["upload"]))


def _read_moodle(folders: Sequence[str], file_name: str) -> Handed | None:
    if folders:
        match = _MOODLE_FOLDER.fullmatch(folders[0])
        return match and Handed(match["name"], match["user"], file_name)
    match = _MOODLE_FILE.fullmatch(file_name)
    return match and Handed(match["name"], match["user"], match["file"])


# Of two that explain as much, the first: no Moodle name explains as Canvas's, but what a learner
# called a file may make Canvas's name look like Moodle's.
PLATFORMS = (
    Platform("canvas", "Canvas", _read_canvas, keeps_times=False),
    Platform("moodle", "Moodle", _read_moodle, keeps_times=True),
)


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
    return platform.read(folders[depth:], file_name)


def common_folders(paths: Sequence[str]) -> tuple[str, ...]:
    """Return the folders that all ``paths`` lie in, the outermost first."""
    folders = [PurePosixPath(path).parts[:-1] for path in paths]
    common = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    return tuple(common)
