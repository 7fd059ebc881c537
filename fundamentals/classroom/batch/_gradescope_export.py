"""Gradescope's export: one folder per submission, and one file that names the submitters.

The file, ``submission_metadata.yml``, maps ``submission_4711`` to its submitters, with name, school
id and email address, and to the time of submission.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from fundamentals.classroom.batch._class_files import ClassFiles, UnreadableError
from fundamentals.classroom.batch._limits import MAX_METADATA
from fundamentals.classroom.batch._owner_names import lies_beside_the_class
from fundamentals.classroom.batch._which_platform import common_folders
from fundamentals.classroom.gradebook._entities import LONGEST_NAME
from fundamentals.sandbox import is_script_or_notebook

METADATA = "submission_metadata.yml"
_FOLDER = re.compile(r"submission_\d+")


@dataclass(frozen=True)
class Submitter:
    """One of the people who handed in a folder of files.

    Attributes:
        name: Their name.
        sid: The school's id; empty if Gradescope has none.
        email: Address; empty if unknown.
    """

    name: str
    sid: str
    email: str


@dataclass(frozen=True)
class ExportedFolder:
    """Gradescope's facts about a folder.

    Attributes:
        submitters: The submitters, several for a group.
        received_at: When it was handed in; None if unknown.
    """

    submitters: tuple[Submitter, ...]
    received_at: datetime | None


def read_export(files: ClassFiles, names: Mapping[str, str]) -> Mapping[str, ExportedFolder]:
    """Return Gradescope's facts by folder; empty if this is not its export.

    The file that tells them lies beside all submissions, and tells of most. A learner's own file of
    that name tells nothing of anybody.

    Args:
        files: All files.
        names: The name of each, by path.
    """
    of_class = [name for name in names.values() if not lies_beside_the_class(name)]
    # A roster may lie beside the export.
    placed = [name for name in of_class if is_script_or_notebook(name) or _is_metadata(name)]
    place = (*common_folders(placed), METADATA)
    found = [path for path, name in names.items() if PurePosixPath(name).parts == place]
    if len(found) != 1:
        return {}
    folder = PurePosixPath(names[found[0]]).parent
    try:
        entries = _load(files.read_any(found[0], MAX_METADATA))
    except UnreadableError:
        return {}
    exported = {
        str(folder / name): facts
        for name, entry in entries.items()
        if _FOLDER.fullmatch(str(name)) and (facts := _exported(entry)) is not None
    }
    told = sum(folder_of(name, exported) is not None for name in placed)
    return exported if 2 * told >= len(placed) else {}


def _is_metadata(name: str) -> bool:
    return PurePosixPath(name).name == METADATA


def folder_of(path: str, folders: Mapping[str, ExportedFolder]) -> ExportedFolder | None:
    """Return Gradescope's facts about the folder that contains ``path``."""
    parents = map(str, PurePosixPath(path).parents)
    return next((folders[parent] for parent in parents if parent in folders), None)


def _load(content: bytes) -> Mapping[str, Any]:
    import yaml

    try:
        # Everything is read as text, so that ids keep their zeros; Ruby writes symbols as ":name".
        loaded = yaml.load(content, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def _exported(entry: Any) -> ExportedFolder | None:
    if not isinstance(entry, dict) or not isinstance(entry.get(":submitters"), list):
        return None
    return ExportedFolder(tuple(_submitters(entry[":submitters"])), _moment(entry))


def _submitters(entries: Sequence[Any]) -> Iterator[Submitter]:
    for each in entries:
        if isinstance(each, dict):
            texts = (_text(each, field) for field in ("name", "sid", "email"))
            yield Submitter(*(" ".join(text.split())[:LONGEST_NAME] for text in texts))


def _moment(entry: Mapping[str, Any]) -> datetime | None:
    # 2026-03-01 12:00:00.123456789 Z
    match = re.match(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)", _text(entry, "created_at"))
    if match is None:
        return None
    try:
        return datetime.fromisoformat(f"{match[1]}T{match[2]}+00:00")
    except ValueError:
        return None


def _text(entry: Mapping[str, Any], field: str) -> str:
    """Return a text; empty for a list or mapping, whose aliases may unfold without end."""
    found = entry.get(f":{field}")
    return found if isinstance(found, str) else ""
