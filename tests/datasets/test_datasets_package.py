from __future__ import annotations

import inspect
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fundamentals.datasets import (
    ImageDataset,
    Split,
    catalogue,
    data_home,
    load_dataset,
)
from fundamentals.errors import ArgumentError
from fundamentals.language import Text


def test_loading_imports_no_more_than_it_reads_with(sign_files: tuple[Path, Path]) -> None:
    program = f"""
import sys
from fundamentals.datasets import load_dataset
heavy = {{"tensorflow", "keras", "tensorflow_datasets", "matplotlib"}}
load_dataset("digits")
assert not (found := {{*heavy, "pandas", "scipy", "PIL"}} & sys.modules.keys()), found
load_dataset("sign_mnist", data_dir={str(sign_files[0].parent)!r})
assert not (found := heavy & sys.modules.keys()), found
"""
    subprocess.run([sys.executable, "-c", program], check=True)


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
    places = {entry.name: entry.location for entry in catalogue()}
    assert places["digits"] is not None
    assert places["sign_mnist"] is None
    home.mkdir()
    sign_files[0].parent.rename(home / "sign_mnist")
    places = {entry.name: entry.location for entry in catalogue()}
    assert places["sign_mnist"] == home / "sign_mnist"


INAPPLICABLE: list[tuple[str, dict[str, object]]] = [
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
    ("digits", {"group_by": "rounds"}),
]
# Every dataset takes these, even if it has no use for them.
FOR_ALL = {"download", "seed"}


@pytest.mark.parametrize(("name", "options"), INAPPLICABLE)
def test_an_option_that_does_not_apply_is_told(name: str, options: dict[str, object]) -> None:
    (option,) = options
    with pytest.raises(ArgumentError, match=f"{option}=.* for {name}"):
        load_dataset(name, **options)  # type: ignore[arg-type]


def test_each_option_is_told_where_it_does_not_apply() -> None:
    _, *options = inspect.signature(load_dataset).parameters
    told = {option for _, given in INAPPLICABLE for option in given}
    assert set(options) - FOR_ALL - told == set(), "add a dataset that takes none to INAPPLICABLE"


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
    assert both.groups is None
    numbered = replace(
        dataset,
        train=replace(train, groups=np.array([5, 5, 7])),
        validation=replace(validation, groups=np.array([2, 6])),
    )
    groups = numbered.train_and_validation.groups
    assert groups is not None
    assert groups.tolist() == [5, 5, 7, 2, 6]
