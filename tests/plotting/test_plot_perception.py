from __future__ import annotations

import numpy as np
import pytest
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from fundamentals.errors import ArgumentError
from fundamentals.plotting import (
    plot_feature_maps,
    plot_heat,
    plot_kernels,
    plot_receptive_field,
    plot_sensitivity,
)

IMAGE = np.linspace(0, 1, 64).reshape(8, 8)


class Field:
    """A stand-in for fundamentals.perception.ReceptiveField, without TensorFlow."""

    size = (3, 5)
    stride = (2, 2)
    start = (-1, -2)


def shown(ax: Axes, index: int = -1) -> NDArray[np.float64]:
    values: NDArray[np.float64] = np.ma.filled(ax.images[index].get_array(), np.nan)
    return values


def test_maps_lie_side_by_side_with_gaps_between_them() -> None:
    maps = np.arange(2 * 3 * 4).reshape(2, 3, 4)
    mosaic = shown(plot_feature_maps(maps))
    assert mosaic.shape == (2 * 3 - 1, 3 * 4 - 1)
    np.testing.assert_array_equal(mosaic[:2, :3], maps[:, :, 0])
    np.testing.assert_array_equal(mosaic[:2, 8:], maps[:, :, 2])
    np.testing.assert_array_equal(mosaic[3:, :3], maps[:, :, 3])
    assert np.isnan(mosaic[2]).all()
    assert np.isnan(mosaic[:, 3]).all()
    assert np.isnan(mosaic[3:, 4:]).all()


@pytest.mark.parametrize(("lowest", "limits"), [(0.0, (0.0, 5.0)), (-7.0, (-7.0, 7.0))])
def test_all_maps_share_one_scale_that_diverges_where_some_are_negative(
    lowest: float, limits: tuple[float, float]
) -> None:
    maps = np.zeros((2, 2, 3))
    maps[0, 0, :2] = (lowest, 5)
    assert plot_feature_maps(maps).images[0].get_clim() == limits


def test_kernels_always_diverge_around_zero() -> None:
    kernels = np.ones((3, 3, 1, 2))
    ax = plot_kernels(kernels)
    assert ax.images[0].get_clim() == (-1, 1)
    assert shown(ax).shape == (3, 7)


@pytest.mark.parametrize("draw", [plot_feature_maps, plot_kernels])
def test_another_shape_is_refused_with_the_way_to_choose(draw: object) -> None:
    with pytest.raises(
        ArgumentError, match=r"shape \(2, 3, 3, 8\)(.|\n)*(maps\[0\]|kernels\[:, :, 0\])"
    ):
        draw(np.zeros((2, 3, 3, 8)))  # type: ignore[operator]


def test_heat_is_stretched_over_the_image() -> None:
    heat = np.array([[0.0, 2.0], [1.0, 0.0]])
    ax = plot_heat(IMAGE, heat)
    picture, warmth = ax.images
    assert tuple(picture.get_extent()) == tuple(warmth.get_extent()) == (0, 8, 8, 0)
    assert warmth.get_clim() == (0, 2)
    np.testing.assert_array_equal(shown(ax), heat)
    assert ax.get_xlim() == (0, 8)


def test_no_heat_at_all_can_be_drawn() -> None:
    assert plot_heat(IMAGE, np.zeros((2, 2))).images[1].get_clim() == (0, 1)


def test_each_sensitivity_lies_around_the_middle_of_its_square() -> None:
    ax = plot_sensitivity(IMAGE, np.array([[0.5, -0.25, 0.0]] * 3), patch=4, stride=2)
    left, right, bottom, top = ax.images[1].get_extent()
    # The first square covers pixels 0 to 4: its middle, 2, is that of the cell from 1 to 3.
    assert (left, right, top, bottom) == (1, 7, 1, 7)
    assert ax.images[1].get_clim() == (-0.5, 0.5)


def test_the_frame_of_a_receptive_field_starts_where_its_unit_sees() -> None:
    ax = plot_receptive_field(IMAGE, Field(), (2, 1))  # type: ignore[arg-type]
    frame = ax.patches[-1]
    assert isinstance(frame, Rectangle)
    assert (frame.get_y(), frame.get_x()) == (3, 0)
    assert (frame.get_height(), frame.get_width()) == (3, 5)
    assert ax.get_title(loc="left") == "One unit sees 3×5 pixels"


def test_maps_have_the_numbers_of_their_channels_and_the_title_the_layer() -> None:
    maps = np.zeros((4, 4, 3))
    maps[1, 1, 2] = 5
    ax = plot_feature_maps(maps, layer="conv2d")
    assert [text.get_text() for text in ax.texts] == ["0", "1", "2"]
    title = ax.get_title(loc="left").replace("\n", " ")
    assert title == "conv2d: 3 channels; channel 2 responds most strongly"
    assert ax.child_axes[0].get_ylabel() == "value"


def test_without_evidence_the_image_shows_through() -> None:
    heat = plot_heat(IMAGE, np.array([[0.0, 2.0], [1.0, 0.0]])).images[1]
    alpha = np.asarray(heat.get_alpha())
    assert alpha[0, 0] == 0 < alpha[1, 0] < alpha[0, 1] < 1
    nothing = plot_heat(IMAGE, np.zeros((2, 2)))
    assert nothing.get_title(loc="left").replace("\n", " ") == "Nothing speaks for this class"


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: plot_feature_maps(np.ones((2, 2, 2)), ax=ax),
        lambda ax: plot_kernels(np.ones((3, 3, 2)), ax=ax),
        lambda ax: plot_heat(IMAGE, IMAGE, ax=ax),
        lambda ax: plot_sensitivity(IMAGE, IMAGE, ax=ax),
        lambda ax: plot_receptive_field(IMAGE, Field(), ax=ax),
    ],
)
def test_the_callers_axes_is_drawn_on_and_returned(draw: object) -> None:
    _, ax = pyplot.subplots()
    assert draw(ax) is ax  # type: ignore[operator]
    assert len(pyplot.get_fignums()) == 1
