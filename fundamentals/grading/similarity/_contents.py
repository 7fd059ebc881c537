"""The files of a class, by their content: a folder, or the archive that a platform gives."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from fundamentals.errors import SubmissionError
from fundamentals.grading._submission import MAX_SIZE, read_submission
from fundamentals.language import Text

__all__ = ["read_contents"]

_SUFFIXES = (".py", ".ipynb")


def read_contents(path: Path) -> dict[str, bytes]:
    """Return the scripts and notebooks in a folder, at any depth, or a ZIP, by their sha256.

    What is too large or not a plain file is left out, as the grader refuses it.

    Raises:
        SubmissionError: There is no such folder or archive.
    """
    contents = _in_archive(path) if path.is_file() else _in_folder(path)
    return {hashlib.sha256(content).hexdigest(): content for content in contents}


def _in_folder(folder: Path) -> Iterator[bytes]:
    if not folder.is_dir():
        raise _refusal(folder, Text("no such folder", "沒有這個資料夾"))
    for parent, _, names in os.walk(folder):
        for name in names:
            if name.lower().endswith(_SUFFIXES):
                try:
                    yield read_submission(Path(parent, name)).content
                except SubmissionError:
                    continue


def _in_archive(path: Path) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if entry.filename.lower().endswith(_SUFFIXES) and entry.file_size <= MAX_SIZE:
                    yield archive.read(entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise _refusal(path, Text(str(error), str(error))) from error


def _refusal(path: Path, received: Text) -> SubmissionError:
    return SubmissionError(
        Text("{path}: {received}", "{path}：{received}").format(path=path, received=received),
        expected=Text("the folder or ZIP file that was graded", "評分時使用的資料夾或 ZIP 檔"),
        fix=Text(
            "name it, or leave it out to compare answers only", "請指定它，或省略以只比較答案"
        ),
    )
