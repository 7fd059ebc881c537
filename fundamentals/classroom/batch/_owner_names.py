"""Finding owners by the names of folders and files, in archives that no platform wrote.

A learner may have a folder, a file, or a folder in a group's folder. The depth of the learners is
decided once, by where names from the class's learners appear.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from fundamentals.classroom.batch._learner_index import Clue, LearnerIndex, shown
from fundamentals.classroom.batch._which_platform import common_folders
from fundamentals.classroom.platforms import without_zip
from fundamentals.language import Text
from fundamentals.sandbox import is_script_or_notebook, submission_name

_SYSTEM_FOLDERS = {"__macosx", "__pycache__"}
_SYSTEM_FILES = {"thumbs.db", "desktop.ini", "icon\r"}
# The depth of the file's own name, below all folders.
_FILE = 1_000


@dataclass(frozen=True)
class Owner:
    """The apparent owner of a file.

    Attributes:
        label: Their name if they are not in the class.
        clues: Clues to who they are; empty if there are none.
        problem: Why the clues identify nobody; None if they may.
    """

    label: str
    clues: tuple[Clue, ...] = ()
    problem: Text | None = None


def is_system_file(path: str) -> bool:
    """Return whether an operating system or an editor, not the learner, made the file at ``path``.

    A script whose name begins with a dot is a submission, but macOS writes ``._`` files beside each
    file.
    """
    *folders, name = PurePosixPath(path).parts
    if any(map(_is_system_folder, folders)):
        return True
    name = name.casefold()
    hidden = name.startswith("._") or (name.startswith(".") and not is_script_or_notebook(name))
    return hidden or name in _SYSTEM_FILES


def _is_system_folder(name: str) -> bool:
    return name.casefold() in _SYSTEM_FOLDERS or (name.startswith(".") and name != "..")


def lies_beside_the_class(path: str) -> bool:
    """Return whether a system put the file at ``path``, or its folder, beside everybody's."""
    outermost, *others = PurePosixPath(path).parts
    return _is_system_folder(outermost) if others else is_system_file(path)


def owners_by_name(paths: Sequence[str], learner_index: LearnerIndex) -> dict[str, Owner]:
    """Return the owner of each of ``paths``, without files that lie beside everybody's."""
    around = len(
        common_folders([path for path in paths if "/" in path or is_script_or_notebook(path)])
    )
    found = {path: _clues(path, around, learner_index) for path in paths}
    if len({clue.fits for each in found.values() for clue in itertools.chain(*each.values())}) < 2:
        # The outermost folder may be one learner's, whose files are then all there are.
        found = {path: _clues(path, 0, learner_index) for path in paths}
    depths = Counter(
        min(each) for path, each in found.items() if each and is_script_or_notebook(path)
    )
    order = [depth for depth, _ in depths.most_common()] or _likely_depths(paths, around)
    known = {
        path: Owner(
            "",
            tuple(clue for at in sorted(clues) for clue in clues[at]),
            _in_somebodys_folder(path, clues, depths)
            or _in_anothers_folder(path, clues, around, learner_index),
        )
        for path, clues in found.items()
        if clues
    }
    places = {path: _owner_key(path, order) for path in paths if path not in known}
    labels = _labels({place for place in places.values() if place}, around)
    return known | {path: Owner(labels[place]) for path, place in places.items() if place}


def _clues(path: str, around: int, learner_index: LearnerIndex) -> dict[int, list[Clue]]:
    """Return the clues in the names in ``path`` below ``around`` folders, by depth."""
    *folders, name = PurePosixPath(path).parts
    names = {at: without_zip(folder) for at, folder in enumerate(folders)}
    names[_FILE] = PurePosixPath(submission_name(name)).stem
    found = {at: _deciding(learner_index, each) for at, each in names.items() if at >= around}
    return {at: clues for at, clues in found.items() if clues}


def _deciding(learner_index: LearnerIndex, name: str) -> list[Clue]:
    clues = learner_index.of_label(name)
    return clues if any(clue.decides for clue in clues) else []


def _in_somebodys_folder(
    path: str, clues: Mapping[int, list[Clue]], depths: Mapping[int, int]
) -> Text | None:
    """Return the problem of a name below a folder that stands where others' folders have names."""
    people, first = max(depths, key=lambda depth: depths[depth], default=_FILE), min(clues)
    folders = PurePosixPath(path).parts[:-1]
    if not people < min(first, len(folders)) or depths[people] <= depths[first]:
        return None
    return Text(
        "“{said}” is in the folder of “{folder}”, which fits no name or id on the roster",
        "「{said}」在「{folder}」的資料夾裡，而名單上沒有這個姓名或學號",
    ).format(said=" ".join(each.said for each in clues[first]), folder=folders[people])


def _in_anothers_folder(
    path: str, clues: Mapping[int, list[Clue]], around: int, learner_index: LearnerIndex
) -> Text | None:
    """Return the problem of a name below a folder that mentions another learner.

    An unknown platform may have named the folder, but the learner named the file.
    """
    first = min(clues)
    owners = frozenset.intersection(*(clue.fits for clue in clues[first]))
    for folder in PurePosixPath(path).parts[:-1][around:first]:
        others = learner_index.mentioned(without_zip(folder))
        if others and not others & owners:
            return Text(
                "“{said}” is in the folder “{folder}”, which mentions {learners}",
                "「{said}」在資料夾「{folder}」裡，那裡提到的是 {learners}",
            ).format(
                said=" ".join(each.said for each in clues[first]),
                folder=folder,
                learners=shown(others),
            )
    return None


def _likely_depths(paths: Sequence[str], around: int) -> list[int]:
    """Return possible depths of people's names, the likeliest first, if no learner is known."""
    submissions = [path for path in paths if is_script_or_notebook(path)]
    folders = [PurePosixPath(path).parts[:-1] for path in submissions or paths]
    if all(len(each) == around for each in folders):
        # With one file per folder, the folders belong to learners; with several, the files do.
        return [around - 1] if around and len(folders) == 1 else [_FILE]
    if all(len(each) > around + 1 for each in folders):
        people = {each[: around + 2] for each in folders}
        groups = {each[: around + 1] for each in folders}
        # Groups contain different people; people's folders contain the same parts of the work.
        if len(groups) < len(people) == len({each[-1] for each in people}):
            return [around + 1]
    return [around, _FILE]


def _owner_key(path: str, order: Sequence[int]) -> tuple[str, ...] | None:
    """Return the folder, or the file without suffix, that stands for the owner, if there is one."""
    *folders, name = PurePosixPath(path).parts
    if any(map(_is_system_folder, folders)):
        return None
    for depth in (*order, _FILE):
        if depth < len(folders):
            return tuple(folders[: depth + 1])
        if depth == _FILE and is_script_or_notebook(path):
            return (*folders, PurePosixPath(submission_name(name)).stem)
    return None


def _labels(places: Collection[tuple[str, ...]], around: int) -> dict[tuple[str, ...], str]:
    """Return a label for each owner: the last name in the path, if no other path ends with it."""
    ends = Counter(place[-1] for place in places)
    return {
        place: without_zip(place[-1]) if ends[place[-1]] == 1 else "/".join(place[around:])
        for place in places
    }
