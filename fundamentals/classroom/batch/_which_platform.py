"""Which learning platform wrote an archive, judging by the names of its files.

The platform that explains the most files is chosen once, because learners choose the end of a
file's name and must not be able to make it look like another platform's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from fundamentals.classroom.platforms import PLATFORMS, ArchiveNames, Platform, SubmittedFile
from fundamentals.sandbox import is_script_or_notebook

# Assignment and login together are never longer.
_LONGEST = 200


def platform_of(
    paths: Sequence[str], logins: Callable[[str], Collection[str]] = lambda platform: ()
) -> tuple[Platform | None, dict[str, SubmittedFile]]:
    """Return the platform that wrote most of ``paths``, and its facts about each.

    Args:
        paths: Of the files.
        logins: Returns everybody's logins in lower case on the platform with that id; without any,
            no folder is taken for a repository on GitHub.
    """
    parts = {path: PurePosixPath(path).parts for path in paths}
    best: tuple[Platform | None, dict[str, SubmittedFile]] = None, {}
    for platform in PLATFORMS:
        if platform.archive is None:
            continue
        explained = _explained(platform.archive, parts, logins(platform.id))
        if len(explained) > len(best[1]) and 2 * len(explained) >= len(paths):
            best = platform, explained
    return best


def _explained(
    archive: ArchiveNames, parts: Mapping[str, tuple[str, ...]], logins: Collection[str]
) -> dict[str, SubmittedFile]:
    """Return the platform's facts about each path that it wrote, inside any outer folders."""
    around = len(_common(parts.values()))
    best = max(
        (_explained_below(depth, archive, parts, logins) for depth in range(around + 1)), key=len
    )
    if best:
        return best
    in_sections = _explained_below(around + 1, archive, parts, logins)
    return in_sections if _are_sections(around + 1, in_sections, parts) else {}


def _explained_below(
    depth: int,
    archive: ArchiveNames,
    parts: Mapping[str, tuple[str, ...]],
    logins: Collection[str],
) -> dict[str, SubmittedFile]:
    """Return the facts about each path that the platform wrote ``depth`` folders down."""
    below = {path: each[depth:] for path, each in parts.items() if len(each) > depth}
    names = {archive.assignment_and_login(each) for each in below.values()} - {""}
    assignment = _assignment(names, logins, archive.separator)
    read = {path: archive.read(each[:-1], each[-1], assignment) for path, each in below.items()}
    return {path: handed for path, handed in read.items() if handed is not None}


def _are_sections(
    depth: int, explained: Collection[str], parts: Mapping[str, tuple[str, ...]]
) -> bool:
    """Return whether the outer ``depth`` folders are sections, each as the platform wrote it.

    One learner's folder could hold names of the platform, too; a whole class's cannot.
    """
    counts: dict[tuple[str, ...], Counter[bool]] = defaultdict(Counter)
    for path, each in parts.items():
        if path in explained or is_script_or_notebook(path):
            counts[each[:-1][:depth]][path in explained] += 1
    return len(counts) > 1 and all(
        len(section) == depth and count[True] >= count[False] for section, count in counts.items()
    )


def _assignment(names: Collection[str], logins: Collection[str], separator: str) -> str:
    """Return the common beginning of all ``names``, "lab03a-"; empty if unclear.

    Logins contain the separator, too, and may begin alike. The result is the beginning that leaves
    the most known logins, if it is unique.
    """
    first = min(names, default="")
    if not logins or len(first) > _LONGEST:
        return ""
    counts = {
        beginning: sum(each.removeprefix(beginning).casefold() in logins for each in names)
        for at, letter in enumerate(first)
        if letter == separator
        and all(each.startswith(beginning := first[: at + 1]) for each in names)
    }
    most = max(counts.values(), default=0)
    found = [beginning for beginning, count in counts.items() if count == most > 0]
    return found[0] if len(found) == 1 else ""


def common_folders(paths: Sequence[str]) -> tuple[str, ...]:
    """Return the folders that contain all ``paths``, outermost first."""
    return _common(PurePosixPath(path).parts for path in paths)


def _common(paths: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    common = []
    for names in zip(*(parts[:-1] for parts in paths), strict=False):
        if len(set(names)) > 1:
            break
        common.append(names[0])
    return tuple(common)
