"""Arrays side by side, and a convolution window by window."""

from __future__ import annotations

import re

import numpy as np
import pytest

from fundamentals.convolution import KERNELS, SLIDE_IMAGE, SLIDE_POOLING_INPUT, convolve, pad
from fundamentals.errors import ArgumentError
from fundamentals.plotting import plot_convolution_steps, plot_grids


def widths(ax: object) -> list[float]:
    extents = [image.get_extent() for image in ax.images]  # type: ignore[attr-defined]
    return [right - left for left, right, *_ in extents]


def test_arrays_are_drawn_true_to_scale_with_name_size_and_numbers() -> None:
    ax = plot_grids({"image": SLIDE_IMAGE, "zero": pad(SLIDE_IMAGE, 1, "zero")})
    assert np.divide(*widths(ax)) == pytest.approx(6 / 8)
    texts = [text.get_text() for text in ax.texts]
    assert {"image", "6×6", "zero", "8×8"} <= set(texts)
    assert sum(text in {"0", "1"} for text in texts) == 36 + 64


def test_arrays_can_be_equally_large_and_stand_in_rows() -> None:
    ax = plot_grids(dict.fromkeys("abcde", SLIDE_IMAGE) | {"f": np.eye(3)}, same_size=True)
    assert widths(ax) == pytest.approx([1] * 6)
    assert len({image.get_extent()[2] for image in ax.images}) == 2


def test_a_number_that_would_be_too_small_to_read_is_left_out() -> None:
    ax = plot_grids({"image": np.zeros((80, 80)), "small": np.zeros((9, 9))})
    assert "0" not in {text.get_text() for text in ax.texts}


def test_a_frame_encloses_its_cells() -> None:
    ax = plot_grids({"image": SLIDE_POOLING_INPUT}, frames={0: [(0, 2, 2, 2)]})
    left, right, bottom, top = ax.images[0].get_extent()
    frame = ax.patches[-1]
    assert frame.get_xy() == pytest.approx(((left + right) / 2, top))
    assert frame.get_height() == pytest.approx((bottom - top) / 2)


def test_kernels_without_negative_weights_are_colored_around_zero_too() -> None:
    grids = {"blur": KERNELS["blur"], "image": KERNELS["blur"]}
    kernel, image = plot_grids(grids, around_zero=1).images
    assert kernel.get_clim() == (-0.25, 0.25)
    assert image.get_clim() == (0, 1)


def test_a_convolution_shows_the_slides_windows_products_and_sums() -> None:
    output = convolve(SLIDE_IMAGE, KERNELS["blur"])
    ax = plot_convolution_steps(SLIDE_IMAGE, KERNELS["blur"], output)
    np.testing.assert_allclose(
        ax.images[4].get_array(), [[0.06, 0, 0.06], [0, 0.25, 0], [0, 0.13, 0.06]]
    )
    sums = [text.get_text() for text in ax.texts if re.match("sum", text.get_text())]
    assert sums == ["sum .56", "sum .57", "sum .57", "sum .56"]


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(ArgumentError, match="no arrays"):
        plot_grids({})
