"""Lab 3a, convolution by hand: every expected value comes from ``fundamentals.convolution``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from fundamentals.convolution import (
    KERNELS,
    SLIDE_IMAGE,
    SLIDE_POOLING_INPUT,
    convolve,
    max_pool,
    neuron,
    output_size,
    pad,
)
from fundamentals.grading import Cause, Student, Unstated, causes, check, expect, expect_equal
from fundamentals.language import Text

Array = NDArray[Any]
Mistakes = Iterator[tuple[Cause, Any]]

# How far the share of dropped values may lie from the rate, in standard deviations.
_MOST_DEVIATIONS: Annotated[float, Unstated("beyond them lies one right answer in two million")] = 5

_EDGES = {"vertical_edges": "horizontal_edges", "horizontal_edges": "vertical_edges"}


@check(
    "3a.1", points=0.5, title=Text("the five kernels that change a picture", "改變畫面的五個卷積核")
)
def picture_kernels(student: Student, random: np.random.Generator) -> None:
    for name in KERNELS:
        if name not in _EDGES:
            _expect_kernel(student, name)


@check("3a.1", points=0.5, title=Text("the two kernels that find edges", "找邊緣的兩個卷積核"))
def edge_kernels(student: Student, random: np.random.Generator) -> None:
    for name in _EDGES:
        _expect_kernel(student, name)


def _expect_kernel(student: Student, name: str) -> None:
    kernel = KERNELS[name]

    def mistakes() -> Mistakes:
        if name in _EDGES:
            yield causes.KERNELS_SWAPPED, KERNELS[_EDGES[name]]
        if name == "blur":
            yield causes.KERNEL_BOX_BLUR, np.full((3, 3), 1 / 9)
            yield causes.KERNEL_NORMALIZED, kernel / kernel.sum()

    got = student.make_kernel(name)
    expect_equal(got, kernel, call=f'make_kernel("{name}")', mistakes=mistakes())


@check("3a.2", points=1, title=Text("the slide's image, blurred", "投影片的影像，模糊之後"))
def slide_image(student: Student, random: np.random.Generator) -> None:
    _expect_convolution(student, SLIDE_IMAGE, KERNELS["blur"], stride=1)


@check("3a.2", points=1, title=Text("random images", "隨機影像"))
def random_images(student: Student, random: np.random.Generator) -> None:
    for shape in ((5, 7), (8, 6)):
        _expect_convolution(student, _decimals(random, shape), _decimals(random, (3, 3)), stride=1)


@check("3a.2", points=0.5, title=Text("strides 2 and 3", "步幅 2 與 3"))
def strides(student: Student, random: np.random.Generator) -> None:
    for stride in (2, 3):
        image, kernel = _decimals(random, (7, 8)), _decimals(random, (3, 3))
        _expect_convolution(student, image, kernel, stride=stride)


@check(
    "3a.2",
    points=0.5,
    title=Text("kernels of other sizes", "其他大小的卷積核"),
    visibility="hidden",
)
def other_kernel_sizes(student: Student, random: np.random.Generator) -> None:
    for shape, stride in (((5, 5), 1), ((2, 4), 1), ((1, 1), 2), ((7, 8), 1)):
        _expect_convolution(student, _decimals(random, (7, 8)), _decimals(random, shape), stride)


def _expect_convolution(student: Student, image: Array, kernel: Array, stride: int) -> None:
    right = convolve(image, kernel, stride=stride)

    def mistakes() -> Mistakes:
        rows, columns = right.shape
        every_window = convolve(image, kernel)
        yield causes.KERNEL_FLIPPED, convolve(image, kernel[::-1, ::-1], stride=stride)
        yield causes.STRIDE_IGNORED, every_window
        yield causes.STRIDE_ON_ROWS_ONLY, every_window[::stride]
        yield causes.STRIDE_ON_COLUMNS_ONLY, every_window[:, ::stride]
        yield causes.STRIDE_SHRINKS_ONLY, every_window[:rows, :columns]
        yield causes.LAST_WINDOW_MISSING, right[:-1, :-1]
        yield causes.MEAN_NOT_SUM, right / kernel.size
        yield causes.RELU_ADDED, np.maximum(right, 0)
        yield causes.CONVOLUTION_PADDED, convolve(image, kernel, stride=stride, padding="zero")
        if kernel.shape == (5, 5):
            yield causes.KERNEL_SIZE_FIXED, convolve(image, kernel[:3, :3], stride=stride)
        if kernel.shape == (3, 3):
            yield causes.KERNEL_TRANSPOSED, convolve(image, kernel.T, stride=stride)

    # Called without a stride where 1 will do: that is the default.
    arguments = {} if stride == 1 else {"stride": stride}
    expect_equal(
        student.convolve(image, kernel, **arguments),
        right,
        call="convolve(image, kernel" + (")" if stride == 1 else f", stride={stride})"),
        given={"image": image, "kernel": kernel},
        mistakes=mistakes(),
    )


@check(
    "3a.3",
    points=0.5,
    title=Text("the slide's image, with a border of 1", "投影片的影像，邊界為 1"),
)
def slide_borders(student: Student, random: np.random.Generator) -> None:
    for mode in ("zero", "mirror"):
        _expect_padding(student, SLIDE_IMAGE, 1, mode)


@check("3a.3", points=0.75, title=Text("zero padding", "零填補"))
def zero_padding(student: Student, random: np.random.Generator) -> None:
    for width in (4, 2):
        _expect_padding(student, _decimals(random, (5, 7)), width, "zero")


@check("3a.3", points=0.75, title=Text("mirror padding", "鏡像填補"))
def mirror_padding(student: Student, random: np.random.Generator) -> None:
    for width in (4, 2):
        _expect_padding(student, _decimals(random, (5, 7)), width, "mirror")


def _expect_padding(student: Student, image: Array, width: int, mode: Any) -> None:
    def mistakes() -> Mistakes:
        numpy_mode: Any = {"zero": "constant", "mirror": "symmetric"}[mode]
        yield causes.PAD_MODE_IGNORED, pad(image, width, "zero" if mode == "mirror" else "mirror")
        yield causes.PAD_WIDTH_FIXED, pad(image, 1, mode)
        yield causes.PAD_WIDTH_TOTAL, pad(image, width // 2, mode)
        for one_side in ((0, width), (width, 0)):
            yield causes.PAD_ONE_SIDE, np.pad(image, one_side, mode=numpy_mode)
        for one_axis in (((width, width), (0, 0)), ((0, 0), (width, width))):
            yield causes.PAD_ONE_AXIS, np.pad(image, one_axis, mode=numpy_mode)
        if mode == "zero":
            yield causes.PAD_WITH_ONES, np.pad(image, width, constant_values=1)
        else:
            yield causes.PAD_REFLECT, np.pad(image, width, mode="reflect")
            yield causes.PAD_EDGE, np.pad(image, width, mode="edge")
            yield causes.PAD_WRAP, np.pad(image, width, mode="wrap")

    expect_equal(
        student.pad(image, width, mode),
        pad(image, width, mode),
        call=f'pad(image, {width}, "{mode}")',
        given={"image": image},
        mistakes=mistakes(),
    )


@check("3a.4", points=0.75, title=Text("sizes from the deck and random ones", "投影片與隨機的大小"))
def sizes(student: Student, random: np.random.Generator) -> None:
    deck = [(6, 3, 1, 0), (6, 3, 2, 0), (6, 3, 3, 0)]
    drawn = random.integers((16, 1, 2, 1), (64, 12, 6, 5), size=(5, 4)).tolist()
    cases = [*deck, *drawn]
    size, kernel_size, stride, padding = np.array(cases).T
    left_over = size + 2 * padding - kernel_size

    def mistakes() -> Mistakes:
        yield causes.SIZE_FIRST_WINDOW_MISSING, left_over // stride
        yield causes.SIZE_PADDED_ONCE, (left_over - padding) // stride + 1
        yield causes.SIZE_PADDING_IGNORED, (size - kernel_size) // stride + 1
        yield causes.SIZE_STRIDE_IGNORED, left_over + 1
        yield causes.SIZE_NOT_INTEGER, left_over / stride + 1
        yield causes.SIZE_ROUNDED_UP, -(-left_over // stride) + 1

    # All together: a single size could have come from more than one mistake.
    expect_equal(
        [student.output_size(*case) for case in cases],
        [output_size(*case) for case in cases],
        call="output_size(size, kernel_size, stride, padding)",
        given={"size": size, "kernel_size": kernel_size, "stride": stride, "padding": padding},
        mistakes=mistakes(),
    )


@check(
    "3a.4",
    points=0.25,
    title=Text("the size is an int", "大小是 int"),
    # Any number is an int; a right one is worth more.
    needs=("3a.4/sizes",),
)
def size_is_an_integer(student: Student, random: np.random.Generator) -> None:
    got = student.output_size(6, 3, 1, 0)
    expect(
        np.asarray(got).dtype.kind in "iu",
        causes.SIZE_NOT_INTEGER,
        Text(
            "output_size(6, 3, 1, 0): got {got!r}", "output_size(6, 3, 1, 0)：得到 {got!r}"
        ).format(got=got),
    )


@check("3a.5", points=0.5, title=Text("a positive weighted sum", "加權總和為正"))
def positive_sum(student: Student, random: np.random.Generator) -> None:
    # The products alone add up to less than 0 in the first case, to more in the second.
    for sign in (-1, 1):
        window, weights = _decimals(random, (3, 3)), _decimals(random, (3, 3))
        weights *= sign * np.sign(np.sum(window * weights))
        bias = round(float(1.5 - np.sum(window * weights)), 2)
        _expect_neuron(student, window, weights, bias)


@check("3a.5", points=0.5, title=Text("a negative weighted sum", "加權總和為負"))
def negative_sum(student: Student, random: np.random.Generator) -> None:
    window, weights = _decimals(random, (3, 3)), _decimals(random, (3, 3))
    bias = round(float(-1.5 - np.sum(window * weights)), 2)
    _expect_neuron(student, window, weights, bias)


def _expect_neuron(student: Student, window: Array, weights: Array, bias: float) -> None:
    weighted_sum = float(np.sum(window * weights))

    def mistakes() -> Mistakes:
        yield causes.RELU_MISSING, weighted_sum + bias
        yield causes.BIAS_MISSING, max(0.0, weighted_sum)
        yield causes.BIAS_AFTER_RELU, max(0.0, weighted_sum) + bias
        yield causes.BIAS_EVERY_PIXEL, max(0.0, weighted_sum + 9 * bias)
        yield causes.MEAN_NOT_SUM, max(0.0, weighted_sum / 9 + bias)
        yield causes.KERNEL_FLIPPED, neuron(window, weights[::-1, ::-1], bias)
        yield causes.MATRIX_PRODUCT, np.maximum(window @ weights + bias, 0)
        yield causes.MATRIX_PRODUCT, max(0.0, float(np.sum(window @ weights)) + bias)
        yield causes.SIGMOID_NOT_RELU, 1 / (1 + np.exp(-weighted_sum - bias))

    expect_equal(
        student.neuron(window, weights, bias),
        neuron(window, weights, bias),
        call=f"neuron(window, weights, {bias})",
        given={"window": window, "weights": weights},
        mistakes=mistakes(),
    )


@check("3a.6", points=0.5, title=Text("the slide's numbers", "投影片的數字"))
def slide_pooling(student: Student, random: np.random.Generator) -> None:
    _expect_pooling(student, SLIDE_POOLING_INPUT, 2)


@check(
    "3a.6", points=1, title=Text("blocks of 2 and 3, negative numbers too", "2 與 3 的區塊，含負數")
)
def random_blocks(student: Student, random: np.random.Generator) -> None:
    for shape, size in (((4, 6), 2), ((6, 9), 3)):
        _expect_pooling(student, _decimals(random, shape) - 1, size)


@check("3a.6", points=0.5, title=Text("incomplete blocks", "不完整的區塊"))
def incomplete_blocks(student: Student, random: np.random.Generator) -> None:
    for shape, size in (((5, 7), 2), ((7, 8), 3)):
        _expect_pooling(student, _decimals(random, shape), size)


def _expect_pooling(student: Student, image: Array, size: int) -> None:
    right = max_pool(image, size=size)
    rows, columns = right.shape

    def mistakes() -> Mistakes:
        windows = sliding_window_view(image, (size, size))
        blocks = windows[::size, ::size]
        missing = [(0, -length % size) for length in image.shape]
        yield causes.POOL_MEAN, blocks.mean(axis=(2, 3))
        yield causes.POOL_MIN, blocks.min(axis=(2, 3))
        yield causes.POOL_STRIDE_ONE, windows.max(axis=(2, 3))
        yield causes.POOL_STRIDE_ONE, windows.max(axis=(2, 3))[:rows, :columns]
        yield causes.POOL_SIZE_FIXED, max_pool(image, size=2)
        yield causes.POOL_STARTS_AT_ZERO, np.maximum(right, 0)
        for filler in (0, image.min()):
            padded = np.pad(image, missing, constant_values=filler)
            yield causes.POOL_PARTIAL_KEPT, max_pool(padded, size=size)

    expect_equal(
        student.max_pool(image, size),
        right,
        call=f"max_pool(image, {size})",
        given={"image": image},
        mistakes=mistakes(),
    )


@check("3a.7", points=1, title=Text("zeros and survivors", "歸零的與留下的"))
def zeros_and_survivors(student: Student, random: np.random.Generator) -> None:
    values = random.uniform(0.5, 2.0, size=(40, 50))
    for rate in (0.4, 0.2):
        call = f"dropout(values, {rate}, rng)"
        got = student.dropout(values, rate, random)
        _expect_same_shape(got, values, call)
        got = np.asarray(got, dtype=float)
        dropped = got == 0
        _expect_rate(dropped, rate, call)
        _expect_survivors(got[~dropped], values[~dropped], rate, call)


def _expect_same_shape(got: object, values: Array, call: str) -> None:
    """Fail for what is no array of numbers in the shape of ``values``."""
    array = np.asarray(got)
    finite = array.dtype.kind in "biuf" and np.isfinite(array).all()
    if not finite or array.shape != values.shape:
        expect_equal(got, values, call=call)


def _expect_rate(dropped: NDArray[np.bool_], rate: float, call: str) -> None:
    share = float(dropped.mean())
    margin = _MOST_DEVIATIONS * np.sqrt(rate * (1 - rate) / dropped.size)
    evidence = Text(
        "{call}: {share:.1%} of the values are 0, expected about {rate:.0%}",
        "{call}：{share:.1%} 的值是 0，應約為 {rate:.0%}",
    ).format(call=call, share=share, rate=rate)
    expect(share > 0, causes.DROPOUT_NOTHING_DROPPED, evidence)
    whole_rows = dropped.all(axis=0).any() or dropped.all(axis=1).any()
    expect(not whole_rows or share == 1, causes.DROPOUT_WHOLE_ROWS, evidence)
    expect(abs(share - (1 - rate)) > margin, causes.DROPOUT_RATE_INVERTED, evidence)
    expect(abs(share - rate) <= margin, causes.DROPOUT_WRONG_SHARE, evidence)


def _expect_survivors(got: Array, values: Array, rate: float, call: str) -> None:
    # A handful says it all; two thousand would not fit on a page.
    expect_equal(
        got[:8],
        values[:8] / (1 - rate),
        call=call,
        given={"values": values[:8]},
        mistakes=[
            (causes.DROPOUT_NOT_RESCALED, values[:8]),
            (causes.DROPOUT_WRONG_SCALE, values[:8] * (1 - rate)),
            (causes.DROPOUT_WRONG_SCALE, values[:8] / rate),
            (causes.DROPOUT_WRONG_SCALE, values[:8] * rate),
        ],
    )
    expect_equal(got, values / (1 - rate), call=call)


@check("3a.7", points=0.5, title=Text("a rate of 0 drops nothing", "比例為 0 時不丟棄"))
def rate_of_zero(student: Student, random: np.random.Generator) -> None:
    values = _decimals(random, (3, 4))
    expect_equal(
        student.dropout(values, 0.0, random),
        values,
        call="dropout(values, 0.0, rng)",
        given={"values": values},
    )


@check("3a.7", points=0.5, title=Text("rng decides which", "由 rng 決定丟棄哪些"))
def rng_decides(student: Student, random: np.random.Generator) -> None:
    seed, other = (int(number) for number in random.choice(1_000_000, size=2, replace=False))
    values = np.ones((20, 20))
    first, again, different = (
        np.asarray(student.dropout(values, 0.4, np.random.default_rng(number)))
        for number in (seed, seed, other)
    )
    expect(np.array_equal(first, again), causes.DROPOUT_RNG_IGNORED)
    expect(not np.array_equal(first, different), causes.DROPOUT_RNG_IGNORED)


def _decimals(random: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Draw numbers from -2 to 2 that are short to print."""
    return np.round(random.uniform(-2, 2, size=shape), 1)
