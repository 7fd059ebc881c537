"""Datasets from the network, downloaded only on request."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from pathlib import Path
from typing import Any

import numpy as np

from fundamentals.datasets._csv_file import CsvFile
from fundamentals.datasets._home import make_folder
from fundamentals.datasets._sign_csv import read_sign_csv
from fundamentals.datasets._sign_language import KAGGLE_PAGE, STEMS, sign_folder
from fundamentals.errors import DatasetError, MissingDependencyError, pip_install
from fundamentals.language import Text

_KAGGLE_NAME = "datamunge/sign-language-mnist"
# SHA-256 of each file's pixels and then its labels, a byte each: however the file writes numbers
# and ends lines, it is these images.
_PINNED = {
    "sign_mnist_train": "fba324bf74cb3e6367cc154e51747703cb13d1c5d5df0a34810efa8e7e3cc654",
    "sign_mnist_test": "0718d8a4ce8ea46695975b9a4dd8dae0abe716316298e6c86cf8fd683afe28b9",
}


def fetch_sign_mnist(folder: Path | None = None) -> Path:
    """Download Sign Language MNIST's two CSV files from Kaggle; no account is needed.

    Args:
        folder: Where to put them; by default ``sign_mnist`` in the data home.

    Returns:
        The folder that holds them.

    Raises:
        MissingDependencyError: kagglehub is not installed.
        DatasetError: Kaggle cannot be reached, sent other images than these, or the folder cannot
            be written.
    """
    folder = folder or sign_folder()
    kagglehub = _kagglehub()
    make_folder(folder)
    try:
        downloaded = Path(kagglehub.dataset_download(_KAGGLE_NAME))
    # Errors of the network and of Kaggle's answers.
    except OSError as error:
        raise _not_downloaded(error) from error
    for stem in STEMS:
        name = f"{stem}.csv"
        copies = sorted(downloaded.rglob(name), key=lambda path: len(path.parts))
        if not copies:
            raise _not_downloaded(FileNotFoundError(name))
        _require_pinned(copies[0], _PINNED[stem])
        _copy(copies[0], folder / name)
    return folder


def _require_pinned(file: Path, pinned: str) -> None:
    """Raise an error if ``file`` does not hold the expected images and labels."""
    images, labels = read_sign_csv(CsvFile(file))
    found = hashlib.sha256(images.tobytes() + labels.astype(np.uint8).tobytes()).hexdigest()
    if found != pinned:
        raise DatasetError(
            Text(
                "{name} from Kaggle has different images or labels than expected (SHA-256 {found})",
                "Kaggle 傳回的 {name}，圖像或標籤與原本的不同（SHA-256 {found}）",
            ).format(name=file.name, found=found),
            expected=Text.untranslated("SHA-256 {pinned}").format(pinned=pinned),
            fix=Text(
                "delete {file} and fetch it again; if the error remains, the dataset was "
                "changed: tell the instructor",
                "刪除 {file} 後重新下載；若仍相同，表示資料集被改過，請告知授課教師",
            ).format(file=file),
        )


def _kagglehub() -> Any:
    try:
        import kagglehub
    except ImportError as error:
        raise MissingDependencyError(
            Text("the package kagglehub is not installed", "尚未安裝套件 kagglehub"),
            expected=Text(
                "kagglehub, which downloads from Kaggle without an account",
                "kagglehub，不需帳號即可從 Kaggle 下載",
            ),
            fix=Text("run: {command}", "請執行：{command}").format(command=pip_install("kaggle")),
        ) from error
    return kagglehub


def _copy(source: Path, destination: Path) -> None:
    """Copy atomically, so that the final name never shows half a file."""
    unfinished = destination.with_name(f".{destination.name}.{uuid.uuid4().hex}")
    try:
        shutil.copyfile(source, unfinished)
        unfinished.replace(destination)
    finally:
        unfinished.unlink(missing_ok=True)


def _not_downloaded(error: OSError) -> DatasetError:
    return DatasetError(
        Text("{name} could not be downloaded ({error})", "未能下載 {name}（{error}）").format(
            name=_KAGGLE_NAME, error=error
        ),
        expected=Text(
            "an answer from Kaggle with sign_mnist_train.csv and sign_mnist_test.csv",
            "Kaggle 傳回 sign_mnist_train.csv 與 sign_mnist_test.csv",
        ),
        fix=Text(
            "check the network; or download the zip from {page} into {folder}",
            "檢查網路連線；或從 {page} 下載 zip 到 {folder}",
        ).format(page=KAGGLE_PAGE, folder=sign_folder()),
    )
