"""Which learning platform wrote an archive, judging by the names of its files.

The platform that explains the most files is chosen once, because learners choose the end of a
file's name and must not be able to make it look like another platform's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from fundamentals.classroom.platforms import PLATFORMS, Platform, SubmittedFile

# Assignment and login together are never longer.
_LONGEST = 200


def platform_of(
    paths: Sequence[str], logins: Collection[str] = frozenset()
) -> tuple[Platform | None, dict[str, SubmittedFile]]:
    """Return the platform that wrote most of ``paths``, and its facts about each.

    Args:
        paths: Of the files.
        logins: GitHub logins in lower case; without any, no folder is taken for a repository.
    """
    best: tuple[Platform | None, dict[str, SubmittedFile]] = None, {}
    for platform in PLATFORMS:
        explained = _explained(platform, paths, logins)
        if len(explained) > len(best[1]) and 2 * len(explained) >= len(paths):
            best = platform, explained
    return best


def _explained(
    platform: Platform, paths: Sequence[str], logins: Collection[str]
) -> dict[str, SubmittedFile]:
    """Return the facts of ``platform`` about each path that it wrote, inside any outer folders."""
    archive = platform.archive
    if archive is None:
        return {}
    around = common_folders(paths)
    best: dict[str, SubmittedFile] = {}
    for depth in range(len(around) + 1):
        parts = {path: PurePosixPath(path).parts[depth:] for path in paths}
        beginning = _assignment({each[0] for each in parts.values() if len(each) > 1}, logins)
        read = {path: archive.read(each[:-1], each[-1], beginning) for path, each in parts.items()}
        explained = {path: handed for path, handed in read.items() if handed is not None}
        if len(explained) > len(best):
            best = explained
    return best


def _assignment(folders: Collection[str], logins: Collection[str]) -> str:
    """Return the common beginning of all repositories' names, "lab03a-"; empty if unclear.

    Logins have dashes, too, and may begin alike. The result is the beginning that leaves the most
    known logins, if it is unique.
    """
    first = min(folders, default="")
    if not logins or len(first) > _LONGEST:
        return ""
    counts = {
        beginning: sum(each.removeprefix(beginning).casefold() in logins for each in folders)
        for at, letter in enumerate(first)
        if letter == "-" and all(each.startswith(beginning := first[: at + 1]) for each in folders)
    }
    most = max(counts.values(), default=0)
    found = [beginning for beginning, count in counts.items() if count == most > 0]
    return found[0] if len(found) == 1 else ""


def common_folders(paths: Sequence[str]) -> tuple[str, ...]:
    """Return the folders that contain all ``paths``, outermost first."""
    folders = [PurePosixPath(path).parts[:-1] for path in paths]
    common = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    return tuple(common)
