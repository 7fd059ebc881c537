from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from fundamentals.datasets import (
    ImageDataset,
    Split,
    catalogue,
    data_home,
    dataset_names,
    load_dataset,
)
from fundamentals.errors import ArgumentError
from fundamentals.language import Text

HEAVY = ("tensorflow", "keras", "tensorflow_datasets", "pandas", "matplotlib", "scipy", "PIL")


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import fundamentals.datasets", HEAVY),
        ("import fundamentals.datasets as d; d.catalogue()", HEAVY),
        ("import fundamentals.datasets as d; d.load_dataset('digits')", HEAVY),
        (
            "import fundamentals.datasets as d; d.load_dataset('sign_mnist', data_dir={signs!r})",
            ("tensorflow", "keras", "tensorflow_datasets", "matplotlib"),
        ),
    ],
    ids=["import", "catalogue", "digits", "sign_mnist"],
)
def test_tensorflow_and_its_like_are_not_imported(
    code: str, absent: tuple[str, ...], sign_files: tuple[Path, Path]
) -> None:
    code = code.format(signs=str(sign_files[0].parent))
    program = f"{code}; import sys; print([n for n in {absent!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def test_the_data_home_is_the_variable_else_the_platforms_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert data_home() == home
    monkeypatch.delenv("FUNDAMENTALS_DATA")
    assert data_home().name == "fundamentals"
    assert data_home().is_absolute()


def test_the_catalogue_names_what_is_here_and_where(
    sign_files: tuple[Path, Path], home: Path
) -> None:
    assert dataset_names()[:4] == ("digits", "leaves", "sign_mnist", "mnist")
    places = {entry.name: entry.location for entry in catalogue()}
    assert places["digits"] is not None
    assert places["sign_mnist"] is None
    home.mkdir()
    sign_files[0].parent.rename(home / "sign_mnist")
    places = {entry.name: entry.location for entry in catalogue()}
    assert places["sign_mnist"] == home / "sign_mnist"


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("digits", {"image_size": (32, 32)}),
        ("digits", {"data_dir": "somewhere"}),
        ("leaves", {"data_dir": "somewhere"}),
        ("folder:somewhere", {"data_dir": "elsewhere"}),
        ("digits", {"gray": True}),
        ("leaves", {"gray": True}),
        ("sign_mnist", {"gray": True}),
        ("digits", {"files": ("a.csv", "b.csv")}),
        ("mnist", {"files": ("a.csv", "b.csv")}),
        ("folder:somewhere", {"files": ("a.csv", "b.csv")}),
    ],
)
def test_an_option_that_does_not_apply_is_told(name: str, options: dict[str, object]) -> None:
    (option,) = options
    with pytest.raises(ArgumentError, match=f"{option}=.* for {name}"):
        load_dataset(name, **options)  # type: ignore[arg-type]


def images(count: int, size: int = 4, dtype: type = np.uint8) -> np.ndarray:
    return np.zeros((count, size, size, 1), dtype=dtype)


@pytest.mark.parametrize(
    ("pixels", "labels", "message"),
    [
        (images(3, dtype=np.float32), np.zeros(3, np.int64), r"dtype float32"),
        (images(3)[..., 0], np.zeros(3, np.int64), r"shape \(3, 4, 4\)"),
        (images(3), np.zeros(2, np.int64), r"3 images with labels of shape \(2,\)"),
        (images(3), np.zeros((3, 10), np.int64), r"3 images with labels of shape \(3, 10\)"),
    ],
)
def test_a_split_holds_bytes_and_one_label_an_image(
    pixels: np.ndarray, labels: np.ndarray, message: str
) -> None:
    with pytest.raises(ArgumentError, match=message):
        Split(pixels, labels)


@pytest.mark.parametrize(
    ("validation", "message"),
    [
        (Split(images(2, size=5), np.zeros(2, np.int64)), r"\(4, 4, 1\) and others of shape"),
        (Split(images(2), np.array([0, 2])), r"labels from 0 to 2\n.*0 to 1: there are 2"),
        (Split(images(2), np.array([-1, 0])), r"labels from -1 to 0"),
    ],
)
def test_the_splits_of_a_set_agree_in_shape_and_classes(validation: Split, message: str) -> None:
    train = Split(images(2), np.array([0, 1]))
    with pytest.raises(ArgumentError, match=message):
        ImageDataset("toys", ("a", "b"), train, validation, None, Text("here", "這裡"))


def test_train_and_validation_together_keep_their_labels_validation_last() -> None:
    train, validation = (
        Split(np.full((count, 2, 2, 1), value, np.uint8), np.full(count, value))
        for count, value in ((3, 0), (2, 1))
    )
    dataset = ImageDataset("pairs", ("a", "b"), train, validation, None, Text("a", "甲"))
    both = dataset.train_and_validation
    assert both.labels.tolist() == [0, 0, 0, 1, 1]
    assert both.images[:, 0, 0, 0].tolist() == [0, 0, 0, 1, 1]
