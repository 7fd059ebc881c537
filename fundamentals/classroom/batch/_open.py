"""Opening a class's folder or ZIP, and the archives inside it."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from fundamentals.classroom.batch._class_files import Archive, ClassFiles, Folder
from fundamentals.classroom.batch._nested import NestedFiles
from fundamentals.errors import SubmissionError
from fundamentals.language import Text
from fundamentals.sandbox import is_script_or_notebook


def open_class(path: Path) -> ClassFiles:
    """Return the files in ``path``: a folder, a ZIP, or one submission.

    Raises:
        SubmissionError: It is none of these, or cannot be read.
    """
    if path.is_dir():
        found = [Path(root, name) for root, _, names in _walk(path) for name in names]
        return NestedFiles(Folder(path, found))
    if is_script_or_notebook(path.name) and path.is_file():
        return Folder(path.parent, [path])
    try:
        return NestedFiles(Archive(path))
    except FileNotFoundError as error:
        raise _refusal(
            path, Text("there is no such file or folder", "沒有這個檔案或資料夾")
        ) from error
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _refusal(path, Text.untranslated(str(error))) from error


def _walk(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    for root, folders, names in os.walk(folder):
        # A link to a folder is listed as an unreadable file.
        names += [name for name in folders if Path(root, name).is_symlink()]
        yield root, folders, names


def _refusal(path: Path, received: Text) -> SubmissionError:
    return SubmissionError(
        Text("{path}: {received}", "{path}：{received}").format(path=path, received=received),
        expected=Text(
            "a folder or a ZIP of submissions, as downloaded from the platform",
            "一個資料夾，或從教學平台下載的 ZIP 檔",
        ),
        fix=Text("download it again, or name another one", "請重新下載，或指定另一個"),
    )
