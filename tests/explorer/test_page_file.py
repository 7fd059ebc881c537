"""The exported file, and the command that writes it."""

from __future__ import annotations

import base64
import dataclasses
import html.parser
import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers
from playwright.sync_api import Page, expect

from fundamentals.cli import main
from fundamentals.datasets import ImageDataset, Split
from fundamentals.errors import ModelError
from fundamentals.explorer import (
    describe_model,
    export_page,
    load_matching_dataset,
    load_model,
    pixel_scale,
)
from fundamentals.explorer._rounding import rounded_model
from fundamentals.language import use_language
from fundamentals.perception import CONVOLUTIONS
from fundamentals.prediction import Evidence, save_calibration, uncalibrated


def page_data(path: Path) -> dict[str, Any]:
    """Read the data out of the page as a browser's parser would."""
    found: list[str] = []

    class Parser(html.parser.HTMLParser):
        inside = False

        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            self.inside = ("id", "data") in attributes

        def handle_data(self, data: str) -> None:
            if self.inside:
                found.append(data)

        def handle_endtag(self, tag: str) -> None:
            self.inside = False

    Parser().feed(path.read_text(encoding="utf-8"))
    data: dict[str, object] = json.loads("".join(found))
    return data


def test_the_file_needs_nothing_else(small_page: Path) -> None:
    text = small_page.read_text(encoding="utf-8")
    assert re.findall(r'\b(?:src|href)="(?!#|data:)[^"]*"', text) == []
    addresses = set(re.findall(r"https?://[^\"'\s]+", text))
    # A name and an example in an error message: neither is fetched.
    assert addresses == {"http://www.w3.org/2000/svg", "http://127.0.0.1:8000"}
    assert not re.search(r"^(import|export) ", text, re.MULTILINE)


def test_a_class_name_cannot_break_out_of_the_page(
    small_cnn: keras.Model, digits: ImageDataset, tmp_path: Path
) -> None:
    names = ("</script><script>alert(1)</script>", "{scripts}", "<!--", *"3456789")
    dataset = dataclasses.replace(digits, class_names=names)
    path = export_page(small_cnn, dataset, tmp_path / "page.html", name="</title>").path
    assert path.read_text(encoding="utf-8").count("<script") == 3
    assert page_data(path)["dataset"]["classNames"] == list(names)


def test_validation_images_of_every_class_come_along(
    small_page: Path, digits: ImageDataset
) -> None:
    data: dict[str, object] = page_data(small_page)["dataset"]  # type: ignore[assignment]
    assert data["labels"] == [label for label in range(10) for _ in range(6)]
    assert data["shape"] == [28, 28, 1]
    assert data["scale"] == pytest.approx(1 / 255)
    assert data["count"] == len(digits.validation)


def test_large_images_are_limited_by_their_bytes(tmp_path: Path) -> None:
    images = np.zeros((40, 96, 96, 3), dtype=np.uint8)
    split = Split(images, np.arange(40) % 2)
    dataset = ImageDataset("large", ("a", "b"), split, split, None, None)  # type: ignore[arg-type]
    model = keras.Sequential(
        [keras.Input((96, 96, 3)), layers.GlobalAveragePooling2D(), layers.Dense(2)]
    )
    page = export_page(model, dataset, tmp_path / "page.html")
    assert page.image_count == 2
    assert page.size < 600_000


@pytest.mark.parametrize(
    ("first", "scale"),
    [
        (layers.Rescaling(1 / 255), 1.0),
        (layers.Normalization(mean=0.5, variance=1.0), 1.0),
        (layers.Conv2D(2, 3), 1 / 255),
    ],
)
def test_the_pixel_range_is_read_from_the_first_layers(first: keras.Layer, scale: float) -> None:
    assert pixel_scale(keras.Sequential([keras.Input((8, 8, 1)), first])) == scale


@pytest.mark.parametrize("convolution", CONVOLUTIONS)
def test_a_normalization_behind_a_convolution_says_nothing_about_pixels(
    convolution: type[keras.Layer],
) -> None:
    settings = {} if convolution is layers.DepthwiseConv2D else {"filters": 2}
    first = convolution(kernel_size=3, **settings)
    normalization = layers.Normalization(mean=0.5, variance=1.0)
    assert pixel_scale(keras.Sequential([keras.Input((8, 8, 1)), first, normalization])) == 1 / 255


@pytest.mark.parametrize(
    ("shape", "classes", "message"),
    [
        ((32, 32, 3), 10, r"images of shape \(32, 32, 3\)\n.*digits, \(28, 28, 1\)"),
        ((28, 28, 1), 24, r"24 classes\n.*the 10 classes of digits"),
    ],
)
def test_a_model_for_another_data_set_is_refused(
    digits: ImageDataset,
    tmp_path: Path,
    shape: tuple[int, int, int],
    classes: int,
    message: str,
) -> None:
    model = keras.Sequential([keras.Input(shape), layers.Flatten(), layers.Dense(classes)])
    with pytest.raises(ModelError, match=message):
        export_page(model, digits, tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_pictures_is_resized_to_what_the_model_takes(tmp_path: Path) -> None:
    from PIL import Image

    for name, color in {"dark": 40, "light": 220}.items():
        (tmp_path / name).mkdir()
        for number in range(5):
            Image.new("RGB", (20 + number, 30), (color, number, 0)).save(
                tmp_path / name / f"{number}.png"
            )
    model = keras.Sequential([keras.Input((12, 12, 1)), layers.Flatten(), layers.Dense(2)])
    dataset = load_matching_dataset(f"folder:{tmp_path}", model)
    assert dataset.image_shape == (12, 12, 1)
    page = export_page(model, dataset, tmp_path / "page.html").path
    assert page_data(page)["dataset"]["name"] == f"folder:{tmp_path.name}"
    assert str(tmp_path) not in page.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_command_writes_a_page(
    small_cnn: keras.Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_cnn.save(tmp_path / "mine.keras")
    assert main(["explore", str(tmp_path / "mine.keras"), "--dataset", "digits"]) == 0
    assert page_data(tmp_path / "mine.html")["model"]["name"] == "mine.keras"
    assert re.search(
        r"mine\.html: \d+ KB\. The model gets \d+ of the page's 60 .* right",
        capsys.readouterr().out,
    )


@pytest.mark.slow
def test_pixel_range_and_language_can_be_given_and_the_calibration_beside_the_model_counts(
    small_cnn: keras.Model, tmp_path: Path
) -> None:
    model = tmp_path / "mine.keras"
    small_cnn.save(model)
    evidence = Evidence("digits", 1000, 1000, 0.9, 3, 0.01, 0.95, 0.04, 0.01, {})
    calibration = dataclasses.replace(
        uncalibrated(small_cnn), threshold=0.7, temperature=1.5, evidence=evidence
    )
    save_calibration(calibration, model)
    output = tmp_path / "page.html"
    options = ["--dataset", "digits", "--pixels", "0-255", "--output", str(output)]
    assert main(["explore", str(model), *options, "--language", "zh-Hant"]) == 0
    page = page_data(output)
    assert page["dataset"]["scale"] == 1
    assert (page["model"]["threshold"], page["model"]["temperature"]) == (0.7, 1.5)
    assert '<html lang="zh-Hant">' in output.read_text(encoding="utf-8")


def test_code_in_a_model_file_is_not_run(tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input((8, 8, 1)), layers.Lambda(lambda x: x + 1)])
    model.save(tmp_path / "code.keras")
    with pytest.raises(ModelError, match="replace Lambda layers"):
        load_model(tmp_path / "code.keras")


def test_the_command_warns_of_strangers_files(capsys: pytest.CaptureFixture[str]) -> None:
    for language, sentence in {"en": "stranger's", "zh-Hant": "陌生人"}.items():
        with use_language(language), pytest.raises(SystemExit):
            main(["explore", "--help"])
        assert sentence in capsys.readouterr().out.replace("\n", " ")


def test_a_page_that_would_be_too_large_rounds_its_weights_and_says_so(
    digits: ImageDataset, tmp_path: Path, open_page: Callable[..., Page]
) -> None:
    """Lab 2's dense network has 669,706 weights: 4 MB as they are."""
    keras.utils.set_random_seed(0)
    hidden = [layers.Dense(512, "relu"), layers.Dense(512, "relu")]
    model = keras.Sequential(
        [keras.Input((28, 28, 1)), layers.Flatten(), *hidden, layers.Dense(10, "softmax")]
    )
    exported = export_page(model, digits, tmp_path / "page.html")
    assert exported.size <= 1_000_000
    page = open_page(exported.path)
    proof = page.locator("#proof")
    expect(proof).to_contain_text("the weights of each neuron are rounded to")
    worst = float(proof.inner_text().rsplit("at most ", 1)[1].rstrip("."))
    assert 0 < worst < 0.05


def test_rounding_keeps_biases_and_comes_within_half_a_level() -> None:
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [keras.Input((6, 6, 2)), layers.Conv2D(3, 3, name="first"), layers.Dense(4)]
    )
    model.get_layer("first").bias.assign([0.1, 0.2, 0.3])
    description = describe_model(model, (6, 6, 2))
    weights = rounded_model(description, room=0)["weights"]
    assert weights["levels"] == 15
    exact = np.frombuffer(base64.b64decode(weights["exact"]), dtype="<f4")
    integers = np.frombuffer(zlib.decompress(base64.b64decode(weights["rounded"])), dtype=np.int8)
    assert exact[:3] == pytest.approx([0.1, 0.2, 0.3])
    kernel = np.asarray(model.get_layer("first").kernel).reshape(-1, 3)
    scales = exact[7:10]
    restored = integers[: kernel.size].reshape(-1, 3) * scales
    assert (np.abs(restored - kernel) <= scales / 2 + 1e-7).all()
