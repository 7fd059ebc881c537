"""Sets of TensorFlow Datasets, from small ones prepared here and from the real MNIST."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fundamentals.datasets import catalogue, load_dataset
from fundamentals.datasets.registry import OWN_NAMES
from fundamentals.errors import DatasetError, UnknownDatasetError

tfds = pytest.importorskip("tensorflow_datasets")


def examples(
    count: int, shape: Callable[[int], tuple[int, int, int]], classes: int = 3
) -> list[dict[str, Any]]:
    generator = np.random.default_rng(count)
    return [
        {
            "image": generator.integers(0, 256, shape(index), dtype=np.uint8),
            "label": index % classes,
        }
        for index in range(count)
    ]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data_dir with small sets in the format of TensorFlow Datasets."""
    data_dir = tmp_path_factory.mktemp("tfds")
    kinds = tfds.features
    label = kinds.ClassLabel(names=["ant", "bee", "cow"])

    def store(name: str, features: dict[str, Any], splits: dict[str, Any], **more: Any) -> None:
        tfds.dataset_builders.store_as_tfds_dataset(
            name=name,
            version="1.0.0",
            features=kinds.FeaturesDict(features),
            split_datasets={split: list(enumerate(rows)) for split, rows in splits.items()},
            data_dir=data_dir,
            disable_shuffling=True,
            **more,
        )

    color = {"image": kinds.Image(shape=(10, 12, 3)), "label": label}
    store(
        "colors",
        color,
        {
            "train": examples(60, lambda index: (10, 12, 3)),
            "test": examples(9, lambda index: (10, 12, 3)),
        },
    )
    store(
        "sizes",
        {"image": kinds.Image(shape=(None, None, 3)), "label": label},
        {"train": examples(30, lambda index: (8 + index, 9, 3))},
    )
    unlabeled = [{**example, "label": -1} for example in examples(6, lambda index: (10, 12, 3))]
    store("contest", color, {"train": examples(30, lambda index: (10, 12, 3)), "test": unlabeled})
    for name in ("validation", "val"):
        store(
            f"with_{name}",
            color,
            {
                "train": examples(60, lambda index: (10, 12, 3)),
                name: examples(21, lambda index: (10, 12, 3)),
                "test": examples(9, lambda index: (10, 12, 3)),
            },
        )
    store(
        "unlabeled_validation",
        color,
        {"train": examples(60, lambda index: (10, 12, 3)), "validation": unlabeled},
    )
    store("tests_only", color, {"test": examples(9, lambda index: (10, 12, 3))})
    store("words", {"text": kinds.Text(), "label": label}, {"train": [{"text": "a", "label": 0}]})
    store("variants", color, {"train": examples(30, lambda i: (10, 12, 3))}, config="small")
    store("several", color, {"train": examples(30, lambda i: (10, 12, 3))}, config="one")
    store("several", color, {"train": examples(30, lambda i: (10, 12, 3))}, config="two")
    return data_dir


@pytest.fixture
def damaged(prepared: Path, tmp_path: Path) -> Path:
    """A data_dir whose set ``colors`` has lost the end of its training file."""
    shutil.copytree(prepared / "colors", tmp_path / "colors")
    (records,) = (tmp_path / "colors").rglob("*train.tfrecord*")
    records.write_bytes(records.read_bytes()[:-300])
    return tmp_path


class ToyShapes(tfds.core.GeneratorBasedBuilder):  # type: ignore[misc]
    """A set that is prepared without the network; defining it makes its name known."""

    VERSION = tfds.core.Version("1.0.0")

    def _info(self) -> Any:
        features = {
            "image": tfds.features.Image(shape=(5, 5, 1)),
            "label": tfds.features.ClassLabel(names=["dot", "bar"]),
        }
        return tfds.core.DatasetInfo(builder=self, features=tfds.features.FeaturesDict(features))

    def _split_generators(self, dl_manager: Any) -> dict[str, Any]:
        return {"train": self._generate_examples()}

    def _generate_examples(self) -> Iterator[tuple[int, dict[str, Any]]]:
        yield from enumerate(examples(20, lambda index: (5, 5, 1), classes=2))


def test_a_color_set_is_split_by_class_and_its_test_split_kept_in_order(prepared: Path) -> None:
    colors = load_dataset("colors", data_dir=prepared)
    assert colors.class_names == ("ant", "bee", "cow")
    assert colors.image_shape == (10, 12, 3)
    assert np.bincount(colors.train.labels).tolist() == [18] * 3
    assert np.bincount(colors.validation.labels).tolist() == [2] * 3
    assert colors.test is not None
    expected = examples(9, lambda index: (10, 12, 3))
    np.testing.assert_array_equal(colors.test.images, [row["image"] for row in expected])
    assert colors.test.labels.tolist() == [row["label"] for row in expected]
    assert "TensorFlow Datasets colors" in str(colors.source)


def test_training_and_validation_images_are_those_of_the_train_split(prepared: Path) -> None:
    colors = load_dataset("colors", data_dir=prepared)
    loaded = np.concatenate([colors.train.images, colors.validation.images])
    expected = [row["image"] for row in examples(60, lambda index: (10, 12, 3))]
    assert sorted(image.tobytes() for image in loaded) == sorted(
        image.tobytes() for image in expected
    )


@pytest.mark.skipif(os.name != "posix", reason="folders have no write permission on Windows")
def test_a_folder_without_write_permission_is_told_before_a_download(home: Path) -> None:
    home.mkdir(mode=0o555)
    with pytest.raises(DatasetError, match=r"tensorflow_datasets cannot be written"):
        load_dataset("toy_shapes", download=True)


@pytest.mark.slow
def test_the_seed_draws_the_validation_split(prepared: Path) -> None:
    drawn = [
        load_dataset("colors", data_dir=prepared, seed=seed).validation.images.tobytes()
        for seed in (0, 0, 1)
    ]
    assert drawn[0] == drawn[1] != drawn[2]


def test_colors_can_be_made_gray_and_resized(prepared: Path) -> None:
    gray = load_dataset("colors", data_dir=prepared, gray=True, image_size=(7, 6))
    assert gray.image_shape == (7, 6, 1)


def test_pictures_of_several_sizes_need_a_size(prepared: Path) -> None:
    with pytest.raises(DatasetError, match=r"sizes differ in size\n.*\n.*image_size=\(height"):
        load_dataset("sizes", data_dir=prepared)
    assert load_dataset("sizes", data_dir=prepared, image_size=(9, 8)).image_shape == (9, 8, 3)


def test_a_test_split_without_labels_is_left_out(prepared: Path) -> None:
    assert load_dataset("contest", data_dir=prepared).test is None


@pytest.mark.parametrize("name", ["variants", "variants/small", "several/two", "colors:1.0.0"])
def test_configurations_and_versions_can_be_named(name: str, prepared: Path) -> None:
    assert load_dataset(name, data_dir=prepared).image_shape == (10, 12, 3)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("several", r"several in .*\n.*one of several/one, several/two"),
        ("words", r"words has the features label, text\n.*one 8-bit image with one label"),
        ("tests_only", r"tests_only has the splits test\n.*a split called train"),
    ],
)
def test_a_set_that_cannot_be_used_is_told(name: str, message: str, prepared: Path) -> None:
    with pytest.raises(DatasetError, match=message):
        load_dataset(name, data_dir=prepared)


def test_a_damaged_file_is_told(damaged: Path) -> None:
    with pytest.raises(DatasetError, match=r"the train split in .*colors.1\.0\.0 is damaged"):
        load_dataset("colors", data_dir=damaged)


@pytest.mark.parametrize("name", ["fashion_mnist", "cifar10", "emnist/letters", "mnist:3.0.1"])
def test_a_set_that_is_not_here_is_told_with_folder_and_command(name: str, home: Path) -> None:
    with pytest.raises(DatasetError) as raised:
        load_dataset(name)
    assert str(raised.value).startswith(f"{name} is not prepared in {home / 'tensorflow_datasets'}")
    assert f"fundamentals data fetch {name}" in str(raised.value)
    assert not home.exists()


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("minst", "mnist"),
        ("sign_minst", "sign_mnist"),
        ("digit", "digits"),
        ("cifar_10", "cifar10"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_known(name: str, nearest: str) -> None:
    with pytest.raises(UnknownDatasetError, match=f"called '{name}'\n.*perhaps {nearest}\n"):
        load_dataset(name)


def test_a_name_like_no_other_is_told_with_what_there_is() -> None:
    with pytest.raises(UnknownDatasetError, match=f"{', '.join(OWN_NAMES)}, a set of"):
        load_dataset("qqqqqqqq")


def test_download_prepares_a_missing_set_once(home: Path) -> None:
    with pytest.raises(DatasetError, match="fundamentals data fetch toy_shapes"):
        load_dataset("toy_shapes")
    toys = load_dataset("toy_shapes", download=True)
    assert toys.class_names == ("dot", "bar")
    assert len(toys.train) == 18
    folder = home / "tensorflow_datasets" / "toy_shapes" / "1.0.0"
    written = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert load_dataset("toy_shapes", download=True, image_size=(9, 9)).image_shape == (9, 9, 1)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == written
    assert ("toy_shapes", folder) in [(entry.name, entry.location) for entry in catalogue()]


@pytest.mark.parametrize("split", ["validation", "val"])
def test_the_official_validation_split_is_used(prepared: Path, split: str) -> None:
    found = load_dataset(f"with_{split}", data_dir=prepared)
    assert found.test is not None
    assert [len(part) for part in (found.train, found.validation, found.test)] == [60, 21, 9]
    expected = np.stack([row["image"] for row in examples(21, lambda index: (10, 12, 3))])
    np.testing.assert_array_equal(found.validation.images, expected)
    assert str(found.source).endswith(f"validation: its own {split} split")


@pytest.mark.slow
def test_where_there_is_none_it_is_told_how_validation_was_made(prepared: Path) -> None:
    source = str(load_dataset("colors", data_dir=prepared, seed=3).source)
    assert "validation: 10 % of each class of its train split, drawn with seed 3" in source
    unlabeled = load_dataset("unlabeled_validation", data_dir=prepared)
    assert "drawn with seed 0" in str(unlabeled.source)
    assert (len(unlabeled.train), len(unlabeled.validation)) == (54, 6)


@pytest.mark.slow
def test_the_real_mnist_is_loaded_as_it_is(data_home: Path) -> None:
    mnist = load_dataset("mnist", data_dir=data_home / "tensorflow_datasets")
    assert len(mnist.train) + len(mnist.validation) == 60_000
    assert mnist.test is not None
    # The known class counts of the official test file.
    assert np.bincount(mnist.test.labels).tolist() == [
        980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009,
    ]  # fmt: skip
    assert mnist.image_shape == (28, 28, 1)
    assert mnist.class_names == tuple("0123456789")
