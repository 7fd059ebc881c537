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

from fundamentals.classroom.batch._files import ClassFiles, UnreadableError

METADATA = "submission_metadata.yml"
_MAX_METADATA = 32 * 2**20


@dataclass(frozen=True)
class Submitter:
    """One of those who handed in a folder of files.

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


def read_export(files: ClassFiles) -> Mapping[str, ExportedFolder]:
    """Return Gradescope's facts by folder; empty if this is not its export."""
    found = [path for path in files.paths() if PurePosixPath(files.name(path)).name == METADATA]
    if len(found) != 1:
        return {}
    folder = PurePosixPath(files.name(found[0])).parent
    try:
        entries = _load(files.read_any(found[0], _MAX_METADATA))
    except UnreadableError:
        return {}
    return {
        str(folder / name): exported
        for name, entry in entries.items()
        if (exported := _exported(entry)) is not None
    }


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
            texts = (each.get(f":{field}") for field in ("name", "sid", "email"))
            yield Submitter(*(" ".join(str(text or "").split()) for text in texts))


def _moment(entry: Mapping[str, Any]) -> datetime | None:
    # 2026-03-01 12:00:00.123456789 Z
    match = re.match(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)", str(entry.get(":created_at")))
    if match is None:
        return None
    return datetime.fromisoformat(f"{match[1]}T{match[2]}+00:00")
