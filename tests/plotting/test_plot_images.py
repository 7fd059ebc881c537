from __future__ import annotations

import itertools
import re

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot
from matplotlib.axes import Axes

from fundamentals.errors import ArgumentError
from fundamentals.language import use_language
from fundamentals.plotting import plot_images, plot_mistakes

NAMES = ["cat", "dog", "owl"]


def captions(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


@pytest.fixture
def gray(random: np.random.Generator) -> np.ndarray:
    return random.integers(0, 256, size=(7, 5, 4), dtype=np.uint8)


@pytest.mark.parametrize("channels", [(), (1,), (3,)])
def test_every_image_is_drawn_with_its_own_pixels(
    random: np.random.Generator, channels: tuple[int, ...]
) -> None:
    images = random.integers(0, 256, size=(7, 5, 4, *channels), dtype=np.uint8)
    ax = plot_images(images)
    assert len(ax.images) == 7
    for drawn, image in zip(ax.images, images, strict=True):
        expected = image[:, :, 0] if channels == (1,) else image
        np.testing.assert_array_equal(drawn.get_array(), expected)


def test_images_do_not_overlap_and_keep_their_proportions(gray: np.ndarray) -> None:
    boxes = [drawn.get_extent() for drawn in plot_images(gray).images]
    for left, right, bottom, top in boxes:
        assert (right - left) / (bottom - top) == pytest.approx(4 / 5)
    places = {(round(left, 6), round(top, 6)) for left, _, _, top in boxes}
    assert len(places) == 7
    rows = sorted({top for _, top in places})
    assert all(below - above >= 1 for above, below in itertools.pairwise(rows))


@pytest.mark.parametrize(
    ("images", "white"),
    [
        (np.zeros((2, 3, 3), np.uint8), 255),
        (np.full((2, 3, 3), 0.5), 1),
        (np.stack([np.zeros((3, 3)), np.full((3, 3), 200.0)]), 255),
    ],
)
def test_all_gray_images_share_one_white(images: np.ndarray, white: float) -> None:
    assert {drawn.get_clim() for drawn in plot_images(images).images} == {(0, white)}


def test_labels_are_written_as_names_where_there_are_names(gray: np.ndarray) -> None:
    labels = np.array([0, 1, 2, 2, 1, 0, 0])
    assert captions(plot_images(gray, labels)) == ["0", "1", "2", "2", "1", "0", "0"]
    named = plot_images(gray, labels, class_names=NAMES)
    assert captions(named) == ["cat", "dog", "owl", "owl", "dog", "cat", "cat"]
    assert captions(plot_images(gray)) == []
    for text, drawn in zip(named.texts, named.images, strict=True):
        assert text.get_position()[0] == pytest.approx(np.mean(drawn.get_extent()[:2]))


def test_of_many_images_the_first_are_drawn_and_the_title_says_so() -> None:
    images, labels = np.zeros((4_000, 2, 2), np.uint8), np.arange(4_000)
    ax = plot_images(images, labels)
    assert len(ax.images) == len(ax.texts) == 100
    assert ax.get_title() == "the first 100 of 4,000 images"
    with use_language("zh-Hant"):
        assert plot_images(images).get_title() == "4,000 張圖像中的前 100 張"


@pytest.mark.parametrize(
    ("images", "labels", "names", "received"),
    [
        (np.zeros((0, 5, 4)), None, None, "no images"),
        (np.zeros((7, 784)), None, None, "an image of shape (784,)"),
        (np.zeros((7, 5, 4, 2)), None, None, "an image of shape (5, 4, 2)"),
        (np.array([[["a"]]]), None, None, "an image of shape (1, 1) and dtype <U1"),
        (np.zeros((7, 5, 4)), [1, 2], None, "7 images with labels of shape (2,)"),
        (np.zeros((7, 5, 4)), np.eye(7), None, "7 images with labels of shape (7, 7)"),
        (np.zeros((2, 5, 4)), [0, 3], NAMES, "labels from 0 to 3"),
        (np.zeros((2, 5, 4)), [-1, 2], NAMES, "labels from -1 to 2"),
    ],
)
def test_what_cannot_be_drawn_is_explained(
    images: np.ndarray, labels: object, names: list[str] | None, received: str
) -> None:
    with pytest.raises(ArgumentError, match=re.escape(received)):
        plot_images(images, labels, class_names=names)  # type: ignore[arg-type]
    assert pyplot.get_fignums() == []


def test_mistakes_show_image_class_prediction_and_confidence(gray: np.ndarray) -> None:
    mistakes = pd.DataFrame(
        {"index": [5, 2], "label": [0, 2], "predicted": [1, 0], "confidence": [0.994, 0.51]}
    )
    ax = plot_mistakes(gray, mistakes, NAMES)
    assert captions(ax) == ["cat → dog  99%", "owl → cat  51%"]
    for drawn, index in zip(ax.images, (5, 2), strict=True):
        np.testing.assert_array_equal(drawn.get_array(), gray[index])


def test_no_mistakes_is_said(gray: np.ndarray) -> None:
    none = pd.DataFrame({"index": [], "label": [], "predicted": [], "confidence": []})
    ax = plot_mistakes(gray, none, NAMES)
    assert captions(ax) == ["no mistakes"]
    assert not ax.images
