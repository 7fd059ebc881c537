from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from matplotlib import pyplot
from matplotlib.figure import Figure
from PIL import Image

from fundamentals.convolution import KERNELS, SLIDE_IMAGE, ConvolutionTrace, trace_convolution
from fundamentals.language import use_language
from fundamentals.plotting import animate_convolution
from fundamentals.plotting._animation import _Film, _PanelPositions
from fundamentals.plotting._style import INK, drawing


def film(steps: ConvolutionTrace) -> _Film:
    with drawing(Figure().add_axes((0, 0, 1, 1))) as axes:
        return _Film(axes, steps, _PanelPositions.of(steps))


def frames(path: Path) -> list[np.ndarray]:
    with Image.open(path) as animation:
        count = animation.n_frames
        result = []
        for number in range(count):
            animation.seek(number)
            result.append(np.asarray(animation.convert("RGB")))
    return result


@pytest.fixture
def steps() -> ConvolutionTrace:
    return trace_convolution(SLIDE_IMAGE, KERNELS["blur"], stride=3)


def test_the_file_has_one_frame_a_window_and_loops(steps: ConvolutionTrace, tmp_path: Path) -> None:
    path = animate_convolution(steps, tmp_path / "film.gif", frames_per_second=5)
    with Image.open(path) as animation:
        assert (animation.format, animation.n_frames) == ("GIF", 4)
        assert animation.info["loop"] == 0
        assert animation.info["duration"] == 200
        animation.seek(3)
        assert animation.info["duration"] == 800
    for first, second in itertools.pairwise(frames(path)):
        assert (first != second).any()


def test_no_figure_is_left_open(steps: ConvolutionTrace, tmp_path: Path) -> None:
    animate_convolution(steps, tmp_path / "film.gif")
    assert pyplot.get_fignums() == []


@pytest.mark.slow
def test_the_slide_example_stays_small_on_disk(tmp_path: Path) -> None:
    path = animate_convolution(
        trace_convolution(SLIDE_IMAGE, KERNELS["blur"]), tmp_path / "film.gif"
    )
    assert len(frames(path)) == 16
    assert path.stat().st_size < 250_000


def test_a_window_of_one_place_makes_a_still(tmp_path: Path) -> None:
    path = animate_convolution(trace_convolution([[3.0]], [[2.0]]), tmp_path / "still.gif")
    assert len(frames(path)) == 1


def test_a_step_shows_window_products_sum_and_the_result_so_far(steps: ConvolutionTrace) -> None:
    shown = film(steps)
    third = list(steps)[2]
    shown.show(third)
    cell = 1.0  # an image of six pixels is six units large
    left, _, _, top = shown._image.get_extent()
    assert shown._window.get_xy() == pytest.approx((left, top + 3 * cell))
    assert (shown._window.get_width(), shown._window.get_height()) == (3 * cell, 3 * cell)
    np.testing.assert_array_equal(shown._products.get_array(), third.products)
    assert [text.get_text() for text in shown._product_texts[:2]] == ["0 × .06\n0", "1 × .13\n.13"]
    assert shown._sum.get_text() == "sum .64"
    result = shown._output.get_array()
    assert result.mask.tolist() == [[False, False], [False, True]]
    assert [text.get_visible() for text in shown._output_texts] == [True, True, True, False]


def test_products_are_written_in_an_ink_that_can_be_read(steps: ConvolutionTrace) -> None:
    shown = film(steps)
    first, _, third, _ = steps
    for step, ink in ((first, "white"), (third, INK)):  # the center's product: .25, then 0
        shown.show(step)
        assert shown._product_texts[4].get_color() == ink


def test_an_earlier_step_takes_later_results_away_again(steps: ConvolutionTrace) -> None:
    shown = film(steps)
    for step in [*steps, next(iter(steps))]:
        shown.show(step)
    assert shown._output.get_array().mask.tolist() == [[False, True], [True, True]]


def test_colors_of_the_products_mean_the_same_in_every_step(steps: ConvolutionTrace) -> None:
    shown = film(steps)
    limits = set()
    for step in steps:
        shown.show(step)
        limits.add(shown._products.get_clim())
    assert limits == {(-0.25, 0.25)}


def test_the_sum_is_named_in_chinese(without_system_fonts: None, steps: ConvolutionTrace) -> None:
    with use_language("zh-Hant"):
        shown = film(steps)
    shown.show(next(iter(steps)))
    assert shown._sum.get_text() == "總和 .56"


@pytest.mark.parametrize(
    ("image", "options"),
    [
        (np.arange(20.0).reshape(4, 5) - 10, {}),
        pytest.param(
            np.full((13, 13), 255, np.uint8),
            {"stride": 5, "padding": "mirror"},
            marks=pytest.mark.slow,
        ),
        pytest.param(np.where(np.eye(4), np.nan, 1.0), {}, marks=pytest.mark.slow),
        pytest.param(np.zeros((4, 4)), {"padding": "zero", "stride": 2}, marks=pytest.mark.slow),
    ],
)
def test_negative_bright_missing_and_black_pixels_can_be_filmed(
    image: np.ndarray, options: dict, tmp_path: Path
) -> None:
    steps = trace_convolution(image, KERNELS["horizontal_edges"], **options)
    path = animate_convolution(steps, tmp_path / "film.gif")
    assert 1 <= len(frames(path)) <= len(steps)
