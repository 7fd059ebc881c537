"""The folder of datasets and their caches."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from fundamentals.errors import DatasetError
from fundamentals.files import require_writable
from fundamentals.language import Text


def data_home() -> Path:
    """Return the folder of datasets and their caches; it need not exist yet.

    It is ``$FUNDAMENTALS_DATA`` if that is set, else the platform's folder for user data.
    """
    if chosen := os.environ.get("FUNDAMENTALS_DATA"):
        return Path(chosen).expanduser().absolute()
    return platformdirs.user_data_path("fundamentals", appauthor=False)


def make_folder(folder: Path) -> None:
    """Make ``folder``, before anything is downloaded into it.

    Raises:
        DatasetError: It cannot be written.
    """
    try:
        require_writable(folder)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatasetError(
            Text("{folder} cannot be written ({reason})", "無法寫入 {folder}（{reason}）").format(
                folder=folder, reason=error.strerror
            ),
            expected=Text("a folder that you may write to", "有寫入權限的資料夾"),
            fix=Text(
                "set FUNDAMENTALS_DATA to a folder of your own",
                "把 FUNDAMENTALS_DATA 設為自己的資料夾",
            ),
        ) from error
