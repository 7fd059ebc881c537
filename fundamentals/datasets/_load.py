"""Any dataset by its name: find its row, check the options, call its loader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fundamentals.datasets._base import ImageDataset
from fundamentals.datasets._catalogue import check_known
from fundamentals.datasets.registry import DatasetSource, dataset_source
from fundamentals.errors import ArgumentError, DatasetError
from fundamentals.language import Text


def load_dataset(
    name: str,
    *,
    data_dir: str | Path | None = None,
    files: tuple[str | Path, str | Path] | None = None,
    download: bool = False,
    seed: int = 0,
    image_size: tuple[int, int] | None = None,
    gray: bool = False,
    group_by: str | None = None,
) -> ImageDataset:
    """Return the dataset of that name, split for training and validation.

    Args:
        name: A name that ``fundamentals data list`` shows, such as ``"digits"``; the name of any
            image-classification set of TensorFlow Datasets; or ``"folder:PATH"`` for a folder of
            pictures with one subfolder per class.
        data_dir: Where the data is, in place of the data home, for datasets that are not part of
            the package: the folder of their files, or their zip; for a set of TensorFlow Datasets
            its own ``data_dir``.
        files: The training and the test CSV file themselves, for a dataset that is stored so.
        download: True to download what is missing; without it, nothing touches the network.
        seed: Draws the validation split, unless the dataset has a fixed one, and the images of a
            dataset that the program draws.
        image_size: ``(height, width)`` in pixels to resize to; only for folders, which have a
            default by the number and sizes of their pictures, and sets of TensorFlow Datasets.
        gray: True for one channel; only for folders and sets of TensorFlow Datasets.
        group_by: Keeps the pictures of one photographer or session on one side of the split; only
            for folders: a regular expression that finds them in the file names, or "rounds" if each
            person was photographed once per class, in turn.

    Returns:
        uint8 images ``(n, height, width, channels)``, 0–255, with int64 labels from 0.

    Raises:
        UnknownDatasetError: No dataset has that name; the message names the nearest.
        DatasetError: The data is missing, malformed or damaged.
        MissingDependencyError: A download needs a package that is not installed.
        ArgumentError: An option does not apply to that dataset.

    Example:
        >>> digits = load_dataset("digits")
        >>> digits.train.images.shape
        (4000, 28, 28, 1)
    """
    source = dataset_source(name)
    place = None if data_dir is None else Path(data_dir).expanduser()
    csv_files = None if files is None else tuple(Path(file) for file in files)
    given = {
        "data_dir": place,
        "files": csv_files,
        "image_size": image_size,
        "gray": gray or None,
        "group_by": group_by,
    }
    options = _applicable(source, {key: value for key, value in given.items() if value is not None})
    if "seed" in source.options:
        options["seed"] = seed
    if source.fetch is not None and csv_files is None and source.locate(place) is None:
        check_known(name)
        if download:
            source.fetch(place)
    return source.load(**options)


def fetch_dataset(name: str, *, data_dir: str | Path | None = None) -> Path:
    """Download a dataset to this machine, and return the folder that holds it.

    Args:
        name: As for :func:`load_dataset`.
        data_dir: Where to put it, in place of the data home.

    Raises:
        UnknownDatasetError: No dataset has that name.
        DatasetError: It cannot be downloaded or written.
        MissingDependencyError: The download needs a package that is not installed.
    """
    source = dataset_source(name)
    place = None if data_dir is None else Path(data_dir).expanduser()
    here = source.locate(place)
    if source.fetch is not None:
        if here is None:
            check_known(name)
        return source.fetch(place)
    if here is None:
        raise DatasetError(
            Text("{name} is not on this machine", "這台電腦上沒有 {name}").format(name=name),
            expected=Text(
                "an existing folder, since it cannot be downloaded", "已存在的資料夾：無法下載"
            ),
            fix=Text("check the path", "檢查路徑"),
        )
    return here


def _applicable(source: DatasetSource, options: dict[str, Any]) -> dict[str, Any]:
    """Return ``options``, all of which apply to the source.

    Raises:
        ArgumentError: One does not.
    """
    for option, value in options.items():
        if option not in source.options:
            raise ArgumentError(
                Text("{option}={value!r} for {name}", "{name} 的 {option}={value!r}").format(
                    option=option, value=value, name=source.name
                ),
                expected=Text("no {option} for this dataset", "此資料集不使用 {option}").format(
                    option=option
                ),
                fix=Text("leave it out", "移除這個引數"),
            )
    return options
