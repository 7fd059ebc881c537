"""Any data set by its name."""

from __future__ import annotations

from pathlib import Path

from fundamentals.datasets._base import ImageDataset
from fundamentals.datasets._catalogue import check_known, locate
from fundamentals.datasets._digits import load_digits
from fundamentals.datasets._fetch import fetch_sign_mnist
from fundamentals.datasets._folder import load_folder
from fundamentals.datasets._leaves import load_leaves
from fundamentals.datasets._sign_language import load_sign_mnist
from fundamentals.datasets._tfds import load_tfds, prepare_tfds, tfds_folder
from fundamentals.errors import ArgumentError
from fundamentals.language import Text

__all__ = ["fetch_dataset", "load_dataset"]

_FOLDER = "folder:"


def load_dataset(
    name: str,
    *,
    data_dir: str | Path | None = None,
    files: tuple[str | Path, str | Path] | None = None,
    download: bool = False,
    seed: int = 0,
    image_size: tuple[int, int] | None = None,
    grey: bool = False,
) -> ImageDataset:
    """Return the data set of that name, split for training and validation.

    Args:
        name: ``"digits"``, ``"leaves"``, ``"sign_mnist"``, the name of any image-classification
            set of TensorFlow Datasets (``"mnist"``, ``"cifar10"``, …), or ``"folder:PATH"`` for a
            folder of pictures with one sub-folder a class.
        data_dir: Where the data is, in place of the data home: for ``sign_mnist`` the folder of
            the CSV files or of Kaggle's zip, or the zip; for a set of TensorFlow Datasets its own
            ``data_dir``.
        files: For ``sign_mnist``: the training and the test CSV file themselves.
        download: True to download what is missing; without it, nothing touches the network.
        seed: Draws the validation split, of ``leaves`` every image. ``digits`` and ``sign_mnist``
            have a fixed one.
        image_size: ``(height, width)`` in pixels to resize to; only for folders and sets of
            TensorFlow Datasets.
        grey: True for one channel; only for folders and sets of TensorFlow Datasets.

    Returns:
        uint8 images ``(n, height, width, channels)``, 0–255, with int64 labels from 0.

    Raises:
        UnknownDatasetError: No data set has that name; the message names the nearest.
        DatasetError: The data is missing, malformed or damaged.
        MissingDependencyError: A download needs a package that is not installed.
        ArgumentError: An option does not apply to that data set.

    Example:
        >>> digits = load_dataset("digits")
        >>> digits.train.images.shape
        (4000, 28, 28, 1)
    """
    place = None if data_dir is None else Path(data_dir).expanduser()
    if name in ("digits", "leaves", "sign_mnist"):
        _check_inapplicable(name, image_size=image_size, grey=grey or None)
    if name != "sign_mnist":
        _check_inapplicable(name, files=files)
    if name == "digits":
        return load_digits()
    if name == "leaves":
        return load_leaves(seed=seed)
    if name.startswith(_FOLDER):
        folder = Path(name.removeprefix(_FOLDER)).expanduser()
        return load_folder(folder, seed=seed, image_size=image_size, grey=grey)
    if download and files is None and locate(name, place) is None:
        fetch_dataset(name, data_dir=place)
    if name == "sign_mnist":
        csv_files = None if files is None else (Path(files[0]), Path(files[1]))
        return load_sign_mnist(data_dir=place, files=csv_files)
    if locate(name, place) is None:
        check_known(name)
    return load_tfds(name, data_dir=place, seed=seed, image_size=image_size, grey=grey)


def fetch_dataset(name: str, *, data_dir: str | Path | None = None) -> Path:
    """Download a data set to this machine, and return the folder that holds it.

    Args:
        name: As for :func:`load_dataset`.
        data_dir: Where to put it, in place of the data home.

    Raises:
        UnknownDatasetError: No data set has that name.
        DatasetError: It cannot be downloaded or written.
        MissingDependencyError: The download needs a package that is not installed.
    """
    place = None if data_dir is None else Path(data_dir).expanduser()
    if name == "sign_mnist":
        return fetch_sign_mnist(place)
    if (here := locate(name, place)) is not None:
        return here
    check_known(name)
    return prepare_tfds(name, place or tfds_folder())


def _check_inapplicable(name: str, **options: object) -> None:
    """Check that no option is given that the data set has no use for.

    Raises:
        ArgumentError: One is.
    """
    for option, value in options.items():
        if value is not None:
            raise ArgumentError(
                Text("{option}={value!r} for {name}", "{name} 的 {option}={value!r}").format(
                    option=option, value=value, name=name
                ),
                expected=Text("no {option} for this data set", "此資料集不使用 {option}").format(
                    option=option
                ),
                fix=Text("leave it out", "移除這個引數"),
            )
