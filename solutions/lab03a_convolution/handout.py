"""Pictures and formulas of the handout of lab 3a."""

from __future__ import annotations

from matplotlib.axes import Axes

from fundamentals.convolution import KERNELS, SLIDE_IMAGE, convolve, pad
from fundamentals.course.handouts import one_of_each
from fundamentals.language import Text
from fundamentals.plotting import plot_convolution


def slide_convolution() -> Axes:
    kernel = KERNELS["blur"]
    return plot_convolution(SLIDE_IMAGE, kernel, convolve(SLIDE_IMAGE, kernel))


def edges() -> Axes:
    image, kernel = one_of_each()[3, :, :, 0], KERNELS["vertical_edges"]
    return plot_convolution(image, kernel, convolve(pad(image, 1, mode="mirror"), kernel))


PICTURES = (
    (
        slide_convolution,
        Text(
            "The deck's image, blurred: 6×6 becomes 4×4.",
            "投影片的圖像經過模糊化：6×6 變成 4×4。",
        ),
    ),
    (
        edges,
        Text("Vertical edges: two colors, two directions.", "垂直邊緣：兩種顏色，兩個方向。"),
    ),
)
FORMULAS = (
    Text(
        "<i>y</i>[<i>i</i>, <i>j</i>] = Σ <i>k</i>[<i>u</i>, <i>v</i>] "
        "<i>x</i>[<i>i s</i> + <i>u</i>, <i>j s</i> + <i>v</i>] (stride <i>s</i>)",
        "<i>y</i>[<i>i</i>, <i>j</i>] = Σ <i>k</i>[<i>u</i>, <i>v</i>] "
        "<i>x</i>[<i>i s</i> + <i>u</i>, <i>j s</i> + <i>v</i>]（步長 <i>s</i>）",
    ),
    Text("ReLU(<i>z</i>) = max(0, <i>z</i>)", "ReLU(<i>z</i>) = max(0, <i>z</i>)"),
)
