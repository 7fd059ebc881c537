"""Sign Language MNIST: 24 letters of the American manual alphabet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fundamentals.datasets._base import ImageDataset, Split
from fundamentals.datasets._cache import Arrays, cached_arrays, content_key
from fundamentals.datasets._csv_file import CsvFile, find_csv, find_in_zip
from fundamentals.datasets._groups import photograph_groups
from fundamentals.datasets._home import data_home
from fundamentals.datasets._sign_csv import read_sign_csv
from fundamentals.datasets._sign_faults import LETTERS
from fundamentals.datasets._split import grouped_split
from fundamentals.errors import DatasetError
from fundamentals.language import Text

KAGGLE_PAGE = "https://www.kaggle.com/datasets/datamunge/sign-language-mnist"
STEMS = ("sign_mnist_train", "sign_mnist_test")

VALIDATION_FRACTION = 0.15
_CACHE_VERSION = 1

_SOURCE = Text(
    "Sign Language MNIST ({train}, {test}); validation: about 15 % of each letter, "
    "with all altered copies of a photograph on one side; test: the official file",
    "Sign Language MNIST（{train}、{test}）；驗證集：同一張照片的所有變化都在同一邊，"
    "約占每個字母的 15 %；測試集：官方測試檔",
)


def sign_folder() -> Path:
    """Return the folder in the data home for the CSV files."""
    return data_home() / "sign_mnist"


def find_sign_files(place: Path) -> tuple[CsvFile, CsvFile]:
    """Find the training and the test file.

    Args:
        place: A folder with ``sign_mnist_train`` and ``sign_mnist_test`` as .csv or .csv.gz, or
            with Kaggle's zip; or the zip itself.

    Raises:
        DatasetError: One of them is not there, or the zip is damaged.
    """
    find = find_csv if place.is_dir() else find_in_zip
    found = [find(place, stem) if place.exists() else None for stem in STEMS]
    train, test = found
    if train is None or test is None:
        raise _missing(place, [stem for stem, file in zip(STEMS, found, strict=True) if not file])
    return train, test


def locate_sign_mnist(data_dir: Path | None = None) -> Path | None:
    """Return the folder or zip that holds both files, or None; ``data_dir`` as for loading."""
    try:
        return find_sign_files(data_dir or sign_folder())[0].path.parent
    except DatasetError:
        return None


def load_sign_mnist(
    *, data_dir: Path | None = None, files: tuple[Path, Path] | None = None
) -> ImageDataset:
    """Return Sign Language MNIST: 28×28 gray, the 24 letters without movement.

    Labels are 0–23; ``class_names[label]`` is the letter. The official test file is the test
    split. A fixed fraction of the photographs in the training file is the validation split; see
    :func:`~fundamentals.datasets.photograph_groups` for why the split is not by image.

    Args:
        data_dir: The folder that holds the two CSV files or Kaggle's zip, or the zip; by default
            ``sign_mnist`` in the data home.
        files: The training and the test CSV file themselves, plain or gzipped.

    Raises:
        DatasetError: A file is missing or faulty; the message names the line
            and the column.
    """
    if files is None:
        train, test = find_sign_files(data_dir or sign_folder())
    else:
        train, test = map(CsvFile, files)
    try:
        # Both may be in one zip.
        paths = dict.fromkeys((train.path, test.path))
        key = content_key(*paths, version=_CACHE_VERSION)
    except OSError as error:
        raise _unreadable(error) from error
    arrays = cached_arrays("sign_mnist", key, lambda: _prepare(train, test))
    return ImageDataset(
        name="sign_mnist",
        class_names=tuple(LETTERS),
        train=Split(arrays["train_images"], arrays["train_labels"]),
        validation=Split(arrays["validation_images"], arrays["validation_labels"]),
        test=Split(arrays["test_images"], arrays["test_labels"]),
        source=_SOURCE.format(train=train.name, test=test.name),
    )


def _prepare(train: CsvFile, test: CsvFile) -> Arrays:
    images, labels = read_sign_csv(train)
    test_images, test_labels = read_sign_csv(test)
    groups = photograph_groups(images, labels)
    validation = grouped_split(labels, groups, fraction=VALIDATION_FRACTION, seed=0)
    if not validation.any():
        raise _one_photograph(train)
    # The splits are stored, so that a cached load copies nothing.
    return {
        "train_images": images[~validation],
        "train_labels": labels[~validation],
        "validation_images": images[validation],
        "validation_labels": labels[validation],
        "test_images": test_images,
        "test_labels": test_labels,
    }


def _missing(place: Path, stems: Sequence[str]) -> DatasetError:
    names = " and ".join(f"{stem}.csv" for stem in stems), "、".join(f"{s}.csv" for s in stems)
    return DatasetError(
        Text("no {names} in {place}", "{place} 裡沒有 {names}").format(
            names=Text(*names), place=place
        ),
        expected=Text(
            "sign_mnist_train.csv and sign_mnist_test.csv there, plain, as .csv.gz or in Kaggle's "
            "zip",
            "sign_mnist_train.csv 與 sign_mnist_test.csv 在該處，可為原始檔、.csv.gz，或在 Kaggle "
            "的 zip 內",
        ),
        fix=Text(
            "run: fundamentals data fetch sign_mnist; or download the zip from {page} into "
            "{folder}; or set FUNDAMENTALS_DATA to the parent of your folder",
            "執行 fundamentals data fetch sign_mnist；或從 {page} 下載 zip 到 {folder}；"
            "或把 FUNDAMENTALS_DATA 設為上一層資料夾",
        ).format(page=KAGGLE_PAGE, folder=sign_folder()),
    )


def _unreadable(error: OSError) -> DatasetError:
    return DatasetError(
        Text("{path} cannot be read ({reason})", "無法讀取 {path}（{reason}）").format(
            path=error.filename, reason=error.strerror
        ),
        expected=Text("an existing CSV file that you may read", "存在而且有讀取權限的 CSV 檔"),
        fix=Text("check the path and its permissions", "檢查路徑與權限"),
    )


def _one_photograph(train: CsvFile) -> DatasetError:
    return DatasetError(
        Text(
            "{file} contains only one photograph per letter", "{file} 每個字母都只有一張照片"
        ).format(file=train),
        expected=Text(
            "at least two photographs per letter, one to train on and one to validate on",
            "每個字母至少兩張照片，一張訓練、另一張驗證",
        ),
        fix=Text("use the whole file", "使用完整的檔案"),
    )
