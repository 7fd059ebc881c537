"""Whose file it is: what the names say that Canvas, Moodle and people give to submissions.

Canvas calls a file ``chenmei_LATE_4711_90210_lab03a.py``: the name in one word, the family name
first, the platform's numbers of the user and of the file, and what the learner called it.
Moodle puts it into a folder ``Mei Chen_4711_assignsubmission_file_``, or, in one flat folder, puts
that in front of the file's name. Otherwise a folder, or a file, bears the learner's name or id.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

__all__ = ["Sender", "common_folder", "is_clutter", "sender_of"]

_CANVAS = re.compile(r"(?P<name>[^\W_]+)(?P<late>_LATE)?_(?P<user>\d+)_\d+_(?P<file>.+)")
_MOODLE = re.compile(r"(?P<name>.+?)_(?P<user>\d+)_assignsubmission_[a-z]+_?(?P<file>.*)")
_CLUTTER = ("__MACOSX", "__pycache__")


@dataclass(frozen=True)
class Sender:
    """Who handed in a file, as far as its path tells.

    Attributes:
        id: What to call them if no roster knows them.
        name: Their name; the id if there is none.
        keys: What to look for in a roster, the surest first.
        file_name: What they called the file.
        lms_id: The platform's number; empty if unknown.
        from_canvas: Whether Canvas named it, whose archives keep no times.
        late: Whether Canvas says that it came too late.
    """

    id: str
    name: str
    keys: tuple[str, ...]
    file_name: str
    lms_id: str = ""
    from_canvas: bool = False
    late: bool = False


def sender_of(path: str) -> Sender:
    """Return who handed in the file at ``path``, relative to the class's folder."""
    *folders, file_name = PurePosixPath(path).parts
    if folders:
        moodle = _MOODLE.fullmatch(folders[0])
        if moodle:
            return _on_moodle(moodle, file_name)
        return _by_name(folders[0], file_name)
    if moodle := _MOODLE.fullmatch(file_name):
        return _on_moodle(moodle, moodle["file"])
    if canvas := _CANVAS.fullmatch(file_name):
        user, name = canvas["user"], canvas["name"]
        return Sender(
            user, name, (user, name), canvas["file"], user, True, canvas["late"] is not None
        )
    return _by_name(PurePosixPath(file_name).stem, file_name)


def _on_moodle(match: re.Match[str], file_name: str) -> Sender:
    user, name = match["user"], match["name"]
    return Sender(user, name, (user, name), file_name or "submission", user)


def _by_name(name: str, file_name: str) -> Sender:
    # ``lab03a_100001`` and ``100001 Mei Chen`` name somebody, too.
    parts = [part for part in re.split(r"[\s_()]+", name) if part]
    return Sender(name, name, (name, *parts), file_name)


def common_folder(paths: Sequence[str]) -> str:
    """Return the one folder that an archive was wrapped in, with a slash; "" if in none.

    A lone learner's folder is none: it holds files of that learner's alone.
    """
    tops = {path.partition("/")[0] for path in paths}
    if len(tops) != 1 or any("/" not in path for path in paths):
        return ""
    (top,) = tops
    inner = [path.partition("/")[2] for path in paths]
    is_class = all("/" in path or _CANVAS.fullmatch(path) for path in inner)
    return f"{top}/" if is_class and not _MOODLE.fullmatch(top) else ""


def is_clutter(path: str) -> bool:
    """Return whether an operating system, not the learner, put the file at ``path`` there."""
    return any(part.startswith(".") or part in _CLUTTER for part in path.split("/") if part != "..")
