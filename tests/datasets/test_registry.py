"""Every row of the registry, and every command that loads a dataset."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import fundamentals.comparison
import fundamentals.prediction
from fundamentals.cli import main
from fundamentals.datasets import (
    ImageDataset,
    dataset_names,
    dataset_source,
    load_dataset,
    picture_style,
    shown_name,
)
from fundamentals.datasets.registry import OWN_NAMES

TFDS_SHAPES = {"mnist": (28, 28, 1), "fashion_mnist": (28, 28, 1), "cifar10": (32, 32, 3)}
FOLDER = "folder:pictures"
NAMES = (*OWN_NAMES, *TFDS_SHAPES, FOLDER)


def names_with_slow_leaves() -> list[object]:
    """Return every name; drawing the leaves takes seconds."""
    return [pytest.param(n, marks=pytest.mark.slow) if n == "leaves" else n for n in NAMES]


@pytest.fixture(scope="session")
def tfds_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The suggested sets of TensorFlow Datasets, thirty images each."""
    tfds = pytest.importorskip("tensorflow_datasets")
    data_dir = tmp_path_factory.mktemp("tfds")
    generator = np.random.default_rng(0)
    for name, shape in TFDS_SHAPES.items():
        images = generator.integers(0, 256, (30, *shape), dtype=np.uint8)
        rows = [{"image": image, "label": row % 3} for row, image in enumerate(images)]
        tfds.dataset_builders.store_as_tfds_dataset(
            name=name,
            version="1.0.0",
            features=tfds.features.FeaturesDict(
                {
                    "image": tfds.features.Image(shape=shape),
                    "label": tfds.features.ClassLabel(names=["ant", "bee", "cow"]),
                }
            ),
            split_datasets={"train": list(enumerate(rows))},
            data_dir=data_dir,
            disable_shuffling=True,
        )
    return data_dir


@pytest.fixture
def everything_here(
    home: Path, sign_files: tuple[Path, Path], tfds_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A data home that holds something under every listed name, and pictures of two sizes."""
    home.mkdir()
    (home / "sign_mnist").symlink_to(sign_files[0].parent)
    (home / "tensorflow_datasets").symlink_to(tfds_folder)
    for name in ("dark", "bright"):
        folder = home / "pictures" / name
        folder.mkdir(parents=True)
        for side in (20, 24):
            Image.new("L", (side, side), 40 if name == "dark" else 200).save(folder / f"{side}.png")
    monkeypatch.chdir(home)
    return home


def test_the_rows_tried_here_are_all_that_are_listed() -> None:
    assert dataset_names() == (*OWN_NAMES, *TFDS_SHAPES)


@pytest.mark.parametrize("name", NAMES)
def test_each_row_takes_only_options_of_load_dataset(name: str) -> None:
    assert dataset_source(name).options <= inspect.signature(load_dataset).parameters.keys()


@pytest.mark.parametrize(
    ("name", "framing"),
    [
        ("digits", "handwriting"),
        ("mnist", "handwriting"),
        ("emnist/letters:3.1.0", "handwriting"),
        ("sign_mnist", "center"),
        ("leaves", "whole"),
        ("fashion_mnist", "whole"),
        ("folder:mnist", "whole"),
        ("a set nobody knows", "whole"),
    ],
)
def test_a_row_says_how_its_pictures_were_cut(name: str, framing: str) -> None:
    assert dataset_source(name).framing == framing


def test_writing_in_color_is_shown_whole(everything_here: Path) -> None:
    digits = load_dataset("digits")
    assert picture_style(digits).framing == "handwriting"
    colored = load_dataset("cifar10")
    object.__setattr__(colored, "name", "mnist")
    assert picture_style(colored).framing == "whole"


def test_only_sign_mnist_has_several_images_of_one_photograph() -> None:
    assert [name for name in NAMES if dataset_source(name).groups is not None] == ["sign_mnist"]


class Loaded(BaseException):
    """Ends a command once it has loaded its dataset."""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("folder:/home/anna/pets", "folder:pets"),
        ("folder:~/pets/", "folder:pets"),
        ("folder:pets", "folder:pets"),
        ("folder:pets/cats/..", "folder:pets"),
        ("folder:/", "folder:/"),
        ("digits", "digits"),
        ("mnist:3.0.1", "mnist:3.0.1"),
    ],
)
def test_a_path_is_shown_by_its_last_part(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_a_folder_without_a_name_of_its_own_is_shown_by_the_name_it_has(
    everything_here: Path,
) -> None:
    assert load_dataset("folder:pictures/../pictures/.").name == FOLDER
    assert shown_name("folder:.") == f"folder:{everything_here.name}"


@pytest.mark.parametrize("name", names_with_slow_leaves())
def test_no_row_tells_in_reports_where_its_files_are(
    name: str, everything_here: Path, sign_files: tuple[Path, Path], tfds_folder: Path
) -> None:
    dataset = load_dataset(f"folder:{everything_here / 'pictures'}" if name == FOLDER else name)
    assert dataset.name == name
    for place in (everything_here, sign_files[0].parent, tfds_folder):
        assert str(place) not in str(dataset.source)


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[ImageDataset]:
    """What ``compare`` or ``calibrate`` has loaded, which they then do nothing with."""
    found: list[ImageDataset] = []

    def stop(*given: Any, **options: Any) -> None:
        found.extend(value for value in given if isinstance(value, ImageDataset))
        raise Loaded

    monkeypatch.setattr(fundamentals.comparison, "compare", stop)
    monkeypatch.setattr(fundamentals.prediction, "calibrate_model", stop)
    return found


def saved_model(dataset: ImageDataset, path: Path) -> Path:
    import keras

    layers = [
        keras.Input(dataset.image_shape),
        keras.layers.Flatten(),
        keras.layers.Dense(dataset.num_classes, activation="softmax"),
    ]
    keras.Sequential(layers).save(path)
    return path


def size_of(name: str) -> dict[str, Any]:
    return {"image_size": (16, 18)} if name == FOLDER else {}


@pytest.mark.parametrize("name", names_with_slow_leaves())
def test_every_row_is_shown(
    name: str, everything_here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    size = ["--image-size", "16x18"] if name == FOLDER else []
    assert main(["data", "show", name, *size]) == 0
    assert capsys.readouterr().out.startswith(f"{name}: ")


@pytest.mark.parametrize("name", names_with_slow_leaves())
def test_every_row_is_compared_on(
    name: str, everything_here: Path, loaded: list[ImageDataset]
) -> None:
    size = ["--image-size", "16x18"] if name == FOLDER else []
    models = str(Path(fundamentals.__file__).parents[1] / "solutions")
    with pytest.raises(Loaded):
        main(["compare", "--dataset", name, "--models", models, "--epochs", "1", *size])
    assert loaded[0].image_shape == load_dataset(name, **size_of(name)).image_shape


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_explored_and_calibrated_on(
    name: str, everything_here: Path, loaded: list[ImageDataset], tmp_path: Path
) -> None:
    dataset = load_dataset(name, **size_of(name))
    model = saved_model(dataset, tmp_path / "model.keras")
    page = tmp_path / "page.html"
    assert main(["explore", str(model), "--dataset", name, "--output", str(page)]) == 0
    assert page.stat().st_size > 10_000
    with pytest.raises(Loaded):
        main(["calibrate", str(model), "--dataset", name])
    assert loaded[0].image_shape == dataset.image_shape
