"""A picture becomes a file as a whole; a name that is no picture's is told in three parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from fundamentals.errors import ArgumentError
from fundamentals.plotting import png, save_plot


@pytest.fixture
def axes() -> Axes:
    return Figure(figsize=(2, 1)).subplots(1, 2)[1]


def test_axes_are_saved_with_their_whole_figure(axes: Axes, tmp_path: Path) -> None:
    save_plot(axes, tmp_path / "axes.png", argument="--output")
    save_plot(axes.figure, tmp_path / "figure.png", argument="--output")
    assert (tmp_path / "axes.png").read_bytes() == (tmp_path / "figure.png").read_bytes()


def test_another_suffix_names_the_argument_and_leaves_the_file(axes: Axes, tmp_path: Path) -> None:
    path = tmp_path / "answers.txt"
    path.write_text("mine", "utf-8")
    with pytest.raises(ArgumentError, match="choose another --picture"):
        save_plot(axes, path, argument="--picture")
    assert path.read_text("utf-8") == "mine"
    assert [each.name for each in tmp_path.iterdir()] == ["answers.txt"]


def test_a_figure_in_memory_has_the_resolution_that_was_asked_for(
    axes: Axes, tmp_path: Path
) -> None:
    sizes = []
    for dots in (50, 100):
        (tmp_path / "picture.png").write_bytes(png(axes, dots_per_inch=dots))
        with Image.open(tmp_path / "picture.png") as picture:
            sizes.append(picture.width)
    assert sizes[1] == pytest.approx(2 * sizes[0], rel=0.05)
