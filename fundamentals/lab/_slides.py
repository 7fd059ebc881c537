"""The slides that a lab's sections begin with, drawn from the deck's own figures.

This is loaded when a lab draws a slide. A submission in the sandbox never does, and cannot import
``fundamentals.convolution`` there.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes

from fundamentals.convolution import (
    EDGE_KERNELS,
    KERNELS,
    SLIDE_IMAGE,
    SLIDE_POOLING_INPUT,
    convolve,
    max_pool,
    pad,
)
from fundamentals.datasets import load_dataset
from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.plotting import (
    KERNEL_TITLES,
    plot_convolution,
    plot_dropped_units,
    plot_grids,
    plot_layers,
    plot_neuron,
)

_IMAGE = Text("image", "圖像")
_STRIDE = Text("stride {stride}", "步長 (stride) {stride}")
_ROWS = 3  # of the slide's image, on the slide about strides
_DROPOUT_RATES = (0.0, 0.2, 0.4)
_CONVOLUTION = Text("convolution", "卷積")
_POOLING = Text("max pooling", "最大池化")
_FLATTEN = Text("flatten", "攤平")
_DENSE = Text("dense", "密集層")


def draw_slide(name: str) -> Axes:
    """Draw the slide of the topic ``name``.

    Raises:
        ArgumentError: No slide is called so.
    """
    if name not in SLIDES:
        raise ArgumentError(
            Text("a slide called {name!r}", "名為 {name!r} 的投影片").format(name=name),
            expected=Text("one of {names}", "下列其中之一：{names}").format(
                names=", ".join(SLIDES)
            ),
            fix=Text("correct the name in lab.slide(…)", "請修正 lab.slide(…) 裡的名稱"),
        )
    return SLIDES[name]()


def _kernels() -> Axes:
    return _after_kernels(*(name for name in KERNELS if name not in EDGE_KERNELS))


def _edges() -> Axes:
    return _after_kernels(*EDGE_KERNELS)


def _after_kernels(*names: str) -> Axes:
    """Draw kernels, and below each one digit after it."""
    digit = load_dataset("digits").train.images[0, :, :, 0]
    grids = {KERNEL_TITLES[name]: KERNELS[name] for name in names}
    after = Text("after {name}", "{name}之後")
    for name in names:
        title = after.format(name=KERNEL_TITLES[name]) if name != "identity" else _IMAGE
        after_it = convolve(digit, KERNELS[name], padding="mirror")
        # Only the edges are shown with their sign; the others are images, which end at 0 and 255.
        grids[title] = after_it if name in EDGE_KERNELS else after_it.clip(0, 255)
    return plot_grids(grids, columns=len(names), same_size=True, around_zero=len(names))


def _convolution() -> Axes:
    kernel = KERNELS["blur"]
    return plot_convolution(SLIDE_IMAGE, kernel, convolve(SLIDE_IMAGE, kernel))


def _stride() -> Axes:
    image = SLIDE_IMAGE[:_ROWS]
    results = {
        _STRIDE.format(stride=stride): convolve(image, KERNELS["blur"], stride=stride)
        for stride in (1, 2, 3)
    }
    return plot_grids({_IMAGE: image, **results})


def _padding() -> Axes:
    rows, columns = SLIDE_IMAGE.shape
    inner = [(1, 1, rows, columns)]
    return plot_grids(
        {
            _IMAGE: SLIDE_IMAGE,
            Text("zero padding", "零填充"): pad(SLIDE_IMAGE, 1, "zero"),
            Text("mirror padding", "鏡像填充"): pad(SLIDE_IMAGE, 1, "mirror"),
        },
        frames={1: inner, 2: inner},
    )


def _max_pooling() -> Axes:
    pooled = max_pool(SLIDE_POOLING_INPUT, 2)
    blocks = [(row, column, 2, 2) for row in (0, 2) for column in (0, 2)]
    return plot_grids({_IMAGE: SLIDE_POOLING_INPUT, _POOLING: pooled}, frames={0: blocks})


def _dropout() -> Axes:
    drawn = np.random.default_rng(5).random((3, 5))
    rate = Text("rate {rate}", "比率 (rate) {rate}")
    return plot_dropped_units(
        {rate.format(rate=f"{rate_:.1f}"): drawn >= rate_ for rate_ in _DROPOUT_RATES}
    )


def _architecture() -> Axes:
    return plot_layers(
        [
            (_IMAGE, "28×28×1"),
            (_CONVOLUTION, "28×28×16"),
            (_POOLING, "14×14×16"),
            (_CONVOLUTION, "14×14×24"),
            (_POOLING, "7×7×24"),
            ("Dropout", "7×7×24"),
            (_FLATTEN, "1176"),
            (_DENSE, "10"),
        ],
        plain=(0, 2, 4, 5, 6),
    )


def _dense() -> Axes:
    return plot_layers(
        [(_IMAGE, "28×28×1"), (_FLATTEN, "784"), (_DENSE, "512"), (_DENSE, "512"), (_DENSE, "10")],
        plain=(0, 1),
    )


def _residual() -> Axes:
    two = [(_CONVOLUTION, "3×3, ReLU"), (_CONVOLUTION, "3×3")]
    return plot_layers([("x", ""), *two, ("+", ""), ("ReLU", "")], plain=(0, 3, 4), skips=[(0, 3)])


SLIDES: dict[str, Callable[[], Axes]] = {
    "kernels": _kernels,
    "convolution": _convolution,
    "stride": _stride,
    "padding": _padding,
    "neuron": plot_neuron,
    "edges": _edges,
    "max-pooling": _max_pooling,
    "dropout": _dropout,
    "architecture": _architecture,
    "dense": _dense,
    "residual": _residual,
}
"""What draws each slide, by its topic."""
