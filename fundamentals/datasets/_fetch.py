"""Datasets from the network, downloaded only on request."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path
from typing import Any

from fundamentals.datasets._home import make_folder
from fundamentals.datasets._sign_language import KAGGLE_PAGE, STEMS, sign_folder
from fundamentals.errors import DatasetError, MissingDependencyError, pip_install
from fundamentals.language import Text

_KAGGLE_NAME = "datamunge/sign-language-mnist"


def fetch_sign_mnist(folder: Path | None = None) -> Path:
    """Download Sign Language MNIST's two CSV files from Kaggle; no account is needed.

    Args:
        folder: Where to put them; by default ``sign_mnist`` in the data home.

    Returns:
        The folder that holds them.

    Raises:
        MissingDependencyError: kagglehub is not installed.
        DatasetError: Kaggle cannot be reached, or the folder cannot be written.
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
        _copy(copies[0], folder / name)
    return folder


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
    """Copy atomically: the final name never shows half a file."""
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
