"""Lab 3a, convolution by hand: every right answer comes from ``fundamentals.convolution``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

import fundamentals.convolution as library
from fundamentals.convolution import KERNELS, SLIDE_IMAGE, SLIDE_POOLING_INPUT
from fundamentals.grading import (
    Call,
    Cause,
    FailedCheckError,
    Finding,
    Outcome,
    Student,
    Task,
    Unstated,
    causes,
    expect,
    expect_equal,
)
from fundamentals.grading._compare import EXPECTED, GOT
from fundamentals.grading._show import lines, side_by_side
from fundamentals.language import Text

Array = NDArray[Any]
Function = Callable[..., Any]
Calls = Iterator[tuple[Any, ...] | Call]

# How far the share of dropped values may lie from the rate, in standard deviations.
_MOST_DEVIATIONS: Annotated[float, Unstated("beyond them lies one right answer in two million")] = 5

# How far a survivor's scale may be off.
_SCALE_OFF: Annotated[float, Unstated("a float32 is closer")] = 1e-4


def _decimals(random: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Draw numbers from -2 to 2 that are short to print; their products have four decimals."""
    return np.round(random.uniform(-2, 2, size=shape), 2)


def make_kernel(name: str) -> Array:
    return KERNELS[name].copy()


kernel_task = Task("3a.1", right=make_kernel)


@kernel_task.also_right
def make_kernel_in_sixteenths(name: str) -> Array:
    # The deck's .06, .13 and .25 are these, rounded to two decimals.
    return np.outer([1, 2, 1], [1, 2, 1]) / 16 if name == "blur" else KERNELS[name].copy()


@kernel_task.mistake
def kernels_swapped(make_kernel: Function, name: str) -> Any:
    other = {"vertical_edges": "horizontal_edges", "horizontal_edges": "vertical_edges"}
    return make_kernel(other.get(name, name))


@kernel_task.mistake(cause="negated")
def vertical_edges_negated(make_kernel: Function, name: str) -> Any:
    return make_kernel(name) * (-1 if name == "vertical_edges" else 1)


@kernel_task.mistake(cause="negated")
def horizontal_edges_negated(make_kernel: Function, name: str) -> Any:
    return make_kernel(name) * (-1 if name == "horizontal_edges" else 1)


@kernel_task.mistake
def kernel_without_two(make_kernel: Function, name: str) -> Any:
    kernel = make_kernel(name)
    return np.sign(kernel) if name.endswith("_edges") else kernel


@kernel_task.mistake
def kernel_box_blur(make_kernel: Function, name: str) -> Any:
    return np.full((3, 3), 1 / 9) if name == "blur" else make_kernel(name)


@kernel_task.mistake
def kernel_not_divided(make_kernel: Function, name: str) -> Any:
    return np.outer([1, 2, 1], [1, 2, 1]) if name == "blur" else make_kernel(name)


@kernel_task.mistake
def kernel_normalized(make_kernel: Function, name: str) -> Any:
    kernel = make_kernel(name)
    return kernel / (kernel.sum() or 1)


@kernel_task.mistake(cause="kernel-normalized")
def blur_normalized(make_kernel: Function, name: str) -> Any:
    kernel = make_kernel(name)
    return kernel / kernel.sum() if name == "blur" else kernel


@kernel_task.mistake
def kernel_sharpens_diagonally(make_kernel: Function, name: str) -> Any:
    return np.where(np.eye(9)[4], 9, -1).reshape(3, 3) if name == "sharpen" else make_kernel(name)


@kernel_task.mistake
def kernel_sums_to_zero(make_kernel: Function, name: str) -> Any:
    kernel = make_kernel(name)
    kernel[1, 1] -= kernel.sum() if name == "sharpen" else 0
    return kernel


@kernel_task.mistake
def kernel_brightness_swapped(make_kernel: Function, name: str) -> Any:
    return make_kernel({"brighten": "darken", "darken": "brighten"}.get(name, name))


@kernel_task.case(
    points=0.5, title=Text("the five kernels that change an image", "改變圖像的五個核心")
)
def picture_kernels(random: np.random.Generator) -> Calls:
    for name in ("identity", "blur", "sharpen", "brighten", "darken"):
        yield (name,)


@kernel_task.case(points=0.5, title=Text("the two kernels that find edges", "尋找邊緣的兩個核心"))
def edge_kernels(random: np.random.Generator) -> Calls:
    yield ("vertical_edges",)
    yield ("horizontal_edges",)


def convolve(image: Array, kernel: Array, stride: int = 1) -> Array:
    return library.convolve(image, kernel, stride=stride)


convolve_task = Task("3a.2", right=convolve)


@convolve_task.mistake
def kernel_flipped(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel[::-1, ::-1], stride)


@convolve_task.mistake(cause="kernel-flipped")
def kernel_rows_flipped(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel[::-1], stride)


@convolve_task.mistake(cause="kernel-flipped")
def kernel_columns_flipped(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel[:, ::-1], stride)


@convolve_task.mistake
def kernel_transposed(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    square = kernel.shape[0] == kernel.shape[1]
    return convolve(image, kernel.T if square else kernel, stride)


@convolve_task.mistake
def stride_ignored(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel)


@convolve_task.mistake
def stride_on_rows_only(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel)[::stride]


@convolve_task.mistake
def stride_on_columns_only(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel)[:, ::stride]


@convolve_task.mistake
def stride_shrinks_only(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    rows, columns = convolve(image, kernel, stride).shape
    return convolve(image, kernel)[:rows, :columns]


@convolve_task.mistake
def stride_leaves_zeros(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    right = convolve(image, kernel, stride)
    output = np.zeros_like(convolve(image, kernel))
    output[: right.shape[0], : right.shape[1]] = right
    return output


@convolve_task.mistake(cause="stride-leaves-zeros")
def stride_leaves_gaps(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    output = np.zeros_like(convolve(image, kernel))
    output[::stride, ::stride] = convolve(image, kernel, stride)
    return output


@convolve_task.mistake
def window_not_moved(convolve: Function, *call: Any) -> Any:
    right = convolve(*call)
    return np.full_like(right, right[0, 0])


@convolve_task.mistake(cause="window-not-moved")
def window_not_moved_right(convolve: Function, *call: Any) -> Any:
    right = convolve(*call)
    return np.broadcast_to(right[:, :1], right.shape)


@convolve_task.mistake(cause="window-not-moved")
def window_not_moved_down(convolve: Function, *call: Any) -> Any:
    right = convolve(*call)
    return np.broadcast_to(right[:1], right.shape)


@convolve_task.mistake
def last_window_missing(convolve: Function, *call: Any) -> Any:
    return convolve(*call)[:-1, :-1]


@convolve_task.mistake(cause="last-window-missing")
def last_window_missing_if_it_ends_the_image(
    convolve: Function, image: Array, kernel: Array, stride: int
) -> Any:
    return convolve(image[:-1, :-1], kernel, stride)


@convolve_task.mistake(cause="last-window-missing")
def last_row_missing(convolve: Function, *call: Any) -> Any:
    return convolve(*call)[:-1]


@convolve_task.mistake(cause="last-window-missing")
def last_column_missing(convolve: Function, *call: Any) -> Any:
    return convolve(*call)[:, :-1]


@convolve_task.mistake
def first_window_missing(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image[1:, 1:], kernel, stride)


@convolve_task.mistake
def output_as_large_as_image(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    right = convolve(image, kernel, stride)
    output = np.zeros(image.shape)
    output[: right.shape[0], : right.shape[1]] = right
    return output


@convolve_task.mistake(cause="output-as-large-as-image")
def output_centered_in_image(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    right = convolve(image, kernel, stride)
    output = np.zeros(image.shape)
    top, left = kernel.shape[0] // 2, kernel.shape[1] // 2
    output[top : top + right.shape[0], left : left + right.shape[1]] = right
    return output


@convolve_task.mistake
def written_into_image(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    written, (height, width) = image.copy(), kernel.shape
    rows, columns = convolve(image, kernel, stride).shape
    # Under the middle of the window, where later windows read it.
    middle = written[height // 2 :: stride, width // 2 :: stride][:rows, :columns]
    for row in range(rows):
        for column in range(columns):
            top, left = row * stride, column * stride
            window = written[top : top + height, left : left + width]
            middle[row, column] = convolve(window, kernel, 1)[0, 0]
    return middle


@convolve_task.mistake
def mean_not_sum(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel / kernel.size, stride)


@convolve_task.mistake(cause="kernel-normalized")
def kernel_divided_by_sum(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel / kernel.sum(), stride)


@convolve_task.mistake
def relu_added(convolve: Function, *call: Any) -> Any:
    return np.maximum(convolve(*call), 0)


@convolve_task.mistake
def absolute_value(convolve: Function, *call: Any) -> Any:
    return np.abs(convolve(*call))


@convolve_task.mistake
def convolution_padded(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(_padded_for(kernel, image, "constant"), kernel, stride)


@convolve_task.mistake(cause="convolution-padded")
def convolution_mirrored(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(_padded_for(kernel, image, "symmetric"), kernel, stride)


def _padded_for(kernel: Array, image: Array, mode: Any) -> Array:
    border = [((side - 1) // 2, side // 2) for side in kernel.shape]
    return np.pad(image, border, mode=mode)


@convolve_task.mistake
def kernel_size_fixed(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    return convolve(image, kernel[:3, :3], stride)


@convolve_task.mistake
def matrix_product(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    # The sum of window @ kernel weighs column i of the window with the sum of the kernel's row i.
    return convolve(image, np.broadcast_to(kernel.sum(axis=1), kernel.shape), stride)


@convolve_task.mistake
def maximum_not_sum(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    windows = sliding_window_view(image, kernel.shape)[::stride, ::stride]
    return (windows * kernel).max(axis=(2, 3))


@convolve_task.mistake
def sum_over_one_axis(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    windows = sliding_window_view(image, kernel.shape)[::stride, ::stride]
    return (windows * kernel).sum(axis=2)


@convolve_task.mistake(cause="sum-over-one-axis")
def sum_over_last_axis(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    windows = sliding_window_view(image, kernel.shape)[::stride, ::stride]
    return (windows * kernel).sum(axis=3)


@convolve_task.mistake(cause="wrapped")
def pixels_wrap(convolve: Function, image: Array, kernel: Array, stride: int) -> Any:
    right = convolve(image, kernel, stride)
    return right.astype(np.int64).astype(np.uint8) if image.dtype == np.uint8 else right


@convolve_task.case(points=1, title=Text("the slide's image, blurred", "投影片的圖像，模糊化"))
def slide_image(random: np.random.Generator) -> Calls:
    yield SLIDE_IMAGE, KERNELS["blur"]
    # Whole numbers: not all of them are 0 where the decimals are lost.
    yield SLIDE_IMAGE, KERNELS["sharpen"]


@convolve_task.case(points=1, title=Text("random images", "隨機圖像"))
def random_images(random: np.random.Generator) -> Calls:
    yield _decimals(random, (5, 7)), _decimals(random, (3, 3))
    # As the pictures of a data set are: the results leave the range of 8 bits.
    yield random.integers(0, 256, size=(8, 6), dtype=np.uint8), _decimals(random, (3, 3))


@convolve_task.case(points=0.5, title=Text("strides 2 and 3", "步長 2 與 3"))
def strides(random: np.random.Generator) -> Calls:
    for stride, shape in ((2, (7, 8)), (3, (7, 8)), (2, (6, 9))):
        yield Call(_decimals(random, shape), _decimals(random, (3, 3)), stride=stride)


@convolve_task.case(
    points=0.5, title=Text("kernels of other sizes", "其他大小的核心"), visibility="hidden"
)
def other_kernel_sizes(random: np.random.Generator) -> Calls:
    for shape, stride in (((5, 5), 1), ((2, 4), 1), ((1, 1), 2), ((7, 8), 1)):
        named = {} if stride == 1 else {"stride": stride}
        yield Call(_decimals(random, (7, 8)), _decimals(random, shape), **named)


def pad(image: Array, width: int, mode: str) -> Array:
    return library.pad(image, width, "zero" if mode == "zero" else "mirror")


pad_task = Task("3a.3", right=pad)


@pad_task.mistake
def pad_mode_ignored(pad: Function, image: Array, width: int, mode: str) -> Any:
    return pad(image, width, "mirror" if mode == "zero" else "zero")


@pad_task.mistake(cause="pad-mode-ignored")
def pad_always_zero(pad: Function, image: Array, width: int, mode: str) -> Any:
    return pad(image, width, "zero")


@pad_task.mistake(cause="pad-mode-ignored")
def pad_always_mirror(pad: Function, image: Array, width: int, mode: str) -> Any:
    return pad(image, width, "mirror")


@pad_task.mistake
def pad_width_fixed(pad: Function, image: Array, width: int, mode: str) -> Any:
    return pad(image, 1, mode)


@pad_task.mistake
def pad_width_total(pad: Function, image: Array, width: int, mode: str) -> Any:
    return pad(image, width // 2, mode)


@pad_task.mistake
def pad_width_doubled(pad: Function, image: Array, width: int, mode: str) -> Any:
    return pad(image, 2 * width, mode)


def _border(padded: Array, image: Array) -> tuple[int, int]:
    """Return how many rows and columns were added on each side, mistaken or not."""
    high, wide = ((padded.shape[axis] - image.shape[axis]) // 2 for axis in (0, 1))
    return max(0, high), max(0, wide)


@pad_task.mistake
def pad_one_side(pad: Function, image: Array, *call: Any) -> Any:
    padded = pad(image, *call)
    high, wide = _border(padded, image)
    return padded[high:, wide:]


@pad_task.mistake(cause="pad-one-side")
def pad_first_side(pad: Function, image: Array, *call: Any) -> Any:
    padded = pad(image, *call)
    high, wide = _border(padded, image)
    return padded[: len(padded) - high, : padded.shape[1] - wide]


@pad_task.mistake
def pad_one_axis(pad: Function, image: Array, *call: Any) -> Any:
    padded = pad(image, *call)
    _, wide = _border(padded, image)
    return padded[:, wide : padded.shape[1] - wide]


@pad_task.mistake(cause="pad-one-axis")
def pad_columns_only(pad: Function, image: Array, *call: Any) -> Any:
    padded = pad(image, *call)
    high, _ = _border(padded, image)
    return padded[high : len(padded) - high]


def _border_filled(
    pad: Function, image: Array, width: int, mode: str, only: str, numpy_mode: Any, **named: Any
) -> Array:
    """Return a right answer, except that in mode ``only`` NumPy fills the border its own way."""
    padded: Array = pad(image, width, mode)
    if mode != only:
        return padded
    # As wide as it came out, which another mistake may have changed.
    return np.pad(image, _border(padded, image)[0], mode=numpy_mode, **named)


@pad_task.mistake
def pad_with_ones(pad: Function, image: Array, width: int, mode: str) -> Any:
    return _border_filled(pad, image, width, mode, "zero", "constant", constant_values=1)


@pad_task.mistake
def pad_with_width(pad: Function, image: Array, width: int, mode: str) -> Any:
    return _border_filled(pad, image, width, mode, "zero", "constant", constant_values=width)


@pad_task.mistake
def pad_reflect(pad: Function, image: Array, width: int, mode: str) -> Any:
    return _border_filled(pad, image, width, mode, "mirror", "reflect")


@pad_task.mistake
def pad_edge(pad: Function, image: Array, width: int, mode: str) -> Any:
    return _border_filled(pad, image, width, mode, "mirror", "edge")


@pad_task.mistake
def pad_wrap(pad: Function, image: Array, width: int, mode: str) -> Any:
    return _border_filled(pad, image, width, mode, "mirror", "wrap")


def _declare_other_mode(numpy_mode: str) -> None:
    @pad_task.mistake(cause="pad-other-mode")
    def pad_other_mode(pad: Function, image: Array, width: int, mode: str) -> Any:
        return _border_filled(pad, image, width, mode, "mirror", numpy_mode)


for _mode in ("linear_ramp", "maximum", "mean", "median", "minimum"):
    _declare_other_mode(_mode)


@pad_task.mistake
def pad_corners_missing(pad: Function, image: Array, width: int, mode: str) -> Any:
    padded = pad(image, width, mode).copy()
    high, wide = _border(padded, image)
    rows = [*range(high), *range(len(padded) - high, len(padded))]
    columns = [*range(wide), *range(padded.shape[1] - wide, padded.shape[1])]
    padded[np.ix_(rows, columns)] = 0
    return padded


@pad_task.mistake
def pad_mirror_not_turned(pad: Function, image: Array, width: int, mode: str) -> Any:
    if mode == "zero":
        return pad(image, width, mode)
    tall = np.concatenate([image[:width], image, image[-width:]])
    return np.concatenate([tall[:, :width], tall, tall[:, -width:]], axis=1)


@pad_task.case(
    points=0.5, title=Text("the slide's image, with a border of 1", "投影片的圖像，邊界為 1")
)
def slide_borders(random: np.random.Generator) -> Calls:
    for mode in ("zero", "mirror"):
        yield SLIDE_IMAGE, 1, mode


@pad_task.case(points=0.75, title=Text("zero padding", "零填充"))
def zero_padding(random: np.random.Generator) -> Calls:
    for width in (4, 2):
        yield _decimals(random, (5, 7)), width, "zero"


@pad_task.case(points=0.75, title=Text("mirror padding", "鏡像填充"))
def mirror_padding(random: np.random.Generator) -> Calls:
    for width in (4, 2):
        yield _decimals(random, (5, 7)), width, "mirror"


def output_size(size: int, kernel_size: int, stride: int, padding: int) -> int:
    return library.output_size(size, kernel_size, stride, padding)


size_task = Task("3a.4", right=output_size)


@size_task.mistake
def size_padded_once(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size - padding, kernel_size, stride, padding)


@size_task.mistake
def size_padding_ignored(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size, kernel_size, stride, 0)


@size_task.mistake
def size_stride_ignored(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size, kernel_size, 1, padding)


@size_task.mistake
def size_kernel_ignored(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size + kernel_size, kernel_size, stride, padding)


@size_task.mistake
def size_one_inside(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size + 1, kernel_size, stride, padding) - 1


@size_task.mistake
def size_without_parentheses(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return size + 2 * padding - kernel_size // stride + 1


@size_task.mistake
def size_rounded_up(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size + stride - 1, kernel_size, stride, padding)


@size_task.mistake(cause="size-rounded-up")
def size_rounded(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return round((size + 2 * padding - kernel_size) / stride) + 1


@size_task.mistake
def size_first_window_missing(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return output_size(size, kernel_size, stride, padding) - 1


@size_task.mistake
def size_not_integer(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    # What stride 1 would give is all that is to be divided.
    return (output_size(size, kernel_size, 1, padding) - 1) / stride + 1


@size_task.mistake(cause="size-not-integer")
def size_is_a_float(
    output_size: Function, size: int, kernel_size: int, stride: int, padding: int
) -> Any:
    return float(output_size(size, kernel_size, stride, padding))


@size_task.case(
    points=0.75, title=Text("sizes from the deck and random ones", "投影片與隨機的大小")
)
def sizes(random: np.random.Generator) -> Calls:
    for stride in (1, 2, 3):
        yield 6, 3, stride, 0
    # A single size could have come from more than one mistake.
    for case in random.integers((16, 1, 2, 1), (64, 12, 6, 5), size=(7, 4)).tolist():
        yield tuple(case)


@size_task.check(
    points=0.25,
    title=Text("the size is an int", "大小是 int"),
    # Any number is an int; a right one is worth more.
    needs=(sizes,),
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


def neuron(window: Array, weights: Array, bias: float) -> float:
    return library.neuron(window, weights, bias)


neuron_task = Task("3a.5", right=neuron)


def _weighted_sum(neuron: Function, window: Array, weights: Array, bias: float) -> float:
    """Return what a neuron, right or not, has before its ReLU."""
    lift = 1e3
    return float(neuron(window, weights, bias + lift)) - lift


@neuron_task.mistake
def relu_inverted(neuron: Function, *call: Any) -> Any:
    return min(0.0, _weighted_sum(neuron, *call))


@neuron_task.mistake
def relu_missing(neuron: Function, *call: Any) -> Any:
    return _weighted_sum(neuron, *call)


@neuron_task.mistake
def bias_missing(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, weights, 0.0)


@neuron_task.mistake
def bias_after_relu(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, weights, 0.0) + bias


@neuron_task.mistake
def bias_every_pixel(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, weights, weights.size * bias)


@neuron_task.mistake
def bias_subtracted(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, weights, -bias)


@neuron_task.mistake(cause="mean-not-sum")
def neuron_of_mean(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, weights / weights.size, bias)


@neuron_task.mistake(cause="kernel-flipped")
def weights_flipped(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, weights[::-1, ::-1], bias)


@neuron_task.mistake(cause="kernel-transposed")
def weights_transposed(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window, weights.T, bias)


@neuron_task.mistake(cause="matrix-product")
def matrix_product_summed(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(window @ weights, np.ones_like(weights), bias)


@neuron_task.mistake(cause="matrix-product")
def matrix_product_kept(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return np.maximum(window @ weights + bias, 0)


@neuron_task.mistake
def relu_every_pixel(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(np.maximum(window * weights, 0), np.ones_like(weights), bias)


@neuron_task.mistake(cause="absolute-value")
def absolute_sum(neuron: Function, *call: Any) -> Any:
    return abs(_weighted_sum(neuron, *call))


@neuron_task.mistake
def sigmoid_not_relu(neuron: Function, *call: Any) -> Any:
    return 1 / (1 + np.exp(-_weighted_sum(neuron, *call)))


@neuron_task.mistake
def tanh_not_relu(neuron: Function, *call: Any) -> Any:
    return np.tanh(_weighted_sum(neuron, *call))


@neuron_task.mistake
def step_not_relu(neuron: Function, *call: Any) -> Any:
    return float(_weighted_sum(neuron, *call) > 0)


@neuron_task.mistake(cause="sum-over-one-axis")
def sum_of_columns(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return np.maximum((window * weights).sum(axis=0) + bias, 0)


@neuron_task.mistake(cause="sum-over-one-axis")
def sum_of_rows(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return np.maximum((window * weights).sum(axis=1) + bias, 0)


@neuron_task.mistake
def products_not_summed(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return np.maximum(window * weights + bias, 0)


@neuron_task.mistake(cause="maximum-not-sum")
def largest_product(neuron: Function, window: Array, weights: Array, bias: float) -> Any:
    return neuron(np.max(window * weights, keepdims=True), np.ones((1, 1)), bias)


def _neuron_inputs(
    random: np.random.Generator, weighted_sum: float, sign: int = 1
) -> tuple[Array, Array, float]:
    """Draw a window and weights, with the bias that makes the weighted sum what it should be.

    ``sign`` is that of the sum of the products alone.
    """
    window, weights = _decimals(random, (3, 3)), _decimals(random, (3, 3))
    weights *= sign * np.sign(np.sum(window * weights))
    return window, weights, round(float(weighted_sum - np.sum(window * weights)), 2)


@neuron_task.case(points=0.5, title=Text("a positive weighted sum", "加權總和為正"))
def positive_sum(random: np.random.Generator) -> Calls:
    for sign in (-1, 1, 1):
        yield _neuron_inputs(random, 1.5, sign)


@neuron_task.case(points=0.5, title=Text("a negative weighted sum", "加權總和為負"))
def negative_sum(random: np.random.Generator) -> Calls:
    for sign in (1, -1):
        yield _neuron_inputs(random, -1.5, sign)
    # Tells a ReLU that is missing from one that is the wrong way round.
    yield _neuron_inputs(random, 1.5)


def max_pool(image: Array, size: int) -> Array:
    return library.max_pool(image, size)


pool_task = Task("3a.6", right=max_pool)


def _blocks(image: Array, size: int) -> Array:
    """Return the blocks ``(rows, columns, size, size)`` of ``image``."""
    return sliding_window_view(image, (size, size))[::size, ::size]


@pool_task.mistake
def pool_mean(max_pool: Function, image: Array, size: int) -> Any:
    return _blocks(image, size).mean(axis=(2, 3))


@pool_task.mistake
def pool_sum(max_pool: Function, image: Array, size: int) -> Any:
    return _blocks(image, size).sum(axis=(2, 3))


@pool_task.mistake
def pool_min(max_pool: Function, image: Array, size: int) -> Any:
    return -max_pool(-image, size)


@pool_task.mistake
def pool_stride_one(max_pool: Function, image: Array, size: int) -> Any:
    return sliding_window_view(image, (size, size)).max(axis=(2, 3))


@pool_task.mistake(cause="pool-stride-one")
def pool_moves_by_one(max_pool: Function, image: Array, size: int) -> Any:
    rows, columns = max_pool(image, size).shape
    return sliding_window_view(image, (size, size)).max(axis=(2, 3))[:rows, :columns]


@pool_task.mistake
def pool_size_fixed(max_pool: Function, image: Array, size: int) -> Any:
    return max_pool(image, 2)


@pool_task.mistake
def pool_stride_fixed(max_pool: Function, image: Array, size: int) -> Any:
    return sliding_window_view(image, (size, size))[::2, ::2].max(axis=(2, 3))


@pool_task.mistake
def pool_starts_at_zero(max_pool: Function, image: Array, size: int) -> Any:
    return np.maximum(max_pool(image, size), 0)


@pool_task.mistake(cause="absolute-value")
def pool_absolute(max_pool: Function, image: Array, size: int) -> Any:
    return max_pool(np.abs(image), size)


@pool_task.mistake
def pool_partial_kept(max_pool: Function, image: Array, size: int) -> Any:
    missing = [(0, -length % size) for length in image.shape]
    return max_pool(np.pad(image, missing, constant_values=image.min()), size)


@pool_task.mistake(cause="pool-partial-kept")
def pool_partial_with_zeros(max_pool: Function, image: Array, size: int) -> Any:
    return max_pool(np.pad(image, [(0, -length % size) for length in image.shape]), size)


@pool_task.mistake(cause="last-window-missing")
def pool_last_block_missing(max_pool: Function, *call: Any) -> Any:
    return max_pool(*call)[:-1, :-1]


@pool_task.mistake(cause="last-window-missing")
def pool_last_block_missing_if_it_ends_the_image(
    max_pool: Function, image: Array, size: int
) -> Any:
    return max_pool(image[:-1, :-1], size)


@pool_task.mistake
def pool_blocks_mixed(max_pool: Function, image: Array, size: int) -> Any:
    rows, columns = max_pool(image, size).shape
    whole = image[: rows * size, : columns * size]
    return whole.reshape(rows, columns, size, size).max(axis=(2, 3))


@pool_task.mistake
def pool_one_axis(max_pool: Function, image: Array, size: int) -> Any:
    return _blocks(image, size).max(axis=2)


@pool_task.mistake(cause="pool-one-axis")
def pool_one_axis_only(max_pool: Function, image: Array, size: int) -> Any:
    return _blocks(image, size).max(axis=3)


@pool_task.mistake
def pool_first_pixel(max_pool: Function, image: Array, size: int) -> Any:
    return _blocks(image, size)[:, :, 0, 0]


@pool_task.mistake
def pool_index(max_pool: Function, image: Array, size: int) -> Any:
    blocks = _blocks(image, size)
    return blocks.reshape(*blocks.shape[:2], -1).argmax(axis=2)


@pool_task.case(points=0.5, title=Text("the slide's numbers", "投影片的數字"))
def slide_pooling(random: np.random.Generator) -> Calls:
    yield SLIDE_POOLING_INPUT, 2


@pool_task.case(
    points=1, title=Text("blocks of 2 and 3, negative numbers too", "2 與 3 的區塊，含負數")
)
def random_blocks(random: np.random.Generator) -> Calls:
    for shape, size in (((4, 6), 2), ((6, 9), 3)):
        yield _decimals(random, shape) - 1, size


@pool_task.case(points=0.5, title=Text("incomplete blocks", "不完整的區塊"))
def incomplete_blocks(random: np.random.Generator) -> Calls:
    for shape, size in (((5, 7), 2), ((7, 8), 3)):
        yield _decimals(random, shape), size


def dropout(values: Array, rate: float, rng: np.random.Generator) -> Array:
    return values * library.dropout_mask(values.shape, rate, rng)


dropout_task = Task("3a.7", right=dropout)


def _mask(dropout: Function, values: Array, rate: float, rng: np.random.Generator) -> Array:
    """Return where ``dropout``, right or not, keeps a value."""
    kept: Array = dropout(np.ones(np.shape(values)), rate, rng) != 0
    return kept


@dropout_task.mistake
def dropout_not_rescaled(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return values * _mask(dropout, values, rate, rng)


@dropout_task.mistake
def dropout_wrong_scale(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return values * _mask(dropout, values, rate, rng) * (1 - rate)


@dropout_task.mistake(cause="dropout-wrong-scale")
def dropout_divided_by_rate(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return values * _mask(dropout, values, rate, rng) / rate


@dropout_task.mistake
def dropout_rate_inverted(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return values * (rng.random(values.shape) < rate) / (1 - rate)


@dropout_task.mistake
def dropout_nothing_dropped(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return values


@dropout_task.mistake
def dropout_wrong_share(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return dropout(values, 0.5, rng)


@dropout_task.mistake
def dropout_whole_rows(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return values * (rng.random((len(values), 1)) >= rate) / (1 - rate)


@dropout_task.mistake
def dropout_mask_returned(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return dropout(np.ones_like(values), rate, rng)


@dropout_task.mistake
def dropout_rng_ignored(
    dropout: Function, values: Array, rate: float, rng: np.random.Generator
) -> Any:
    return dropout(values, rate, np.random.default_rng(0))


@dropout_task.check(points=1, title=Text("zeros and survivors", "歸零的與留下的"))
def zeros_and_survivors(student: Student, random: np.random.Generator) -> Outcome | None:
    values = random.uniform(0.5, 2.0, size=(40, 50)) * random.choice([-1, 1], size=(40, 50))
    outcome = None
    for rate in (0.4, 0.2):
        call = Call(values, rate, random)
        answer = call.to(student.dropout)
        _expect_values_like(answer, values, call.text(dropout))
        got = np.asarray(answer, dtype=float)
        if found := [*_share_causes(got == 0, rate), *_scale_causes(got, values, rate)]:
            raise FailedCheckError(Finding.of_all(found, _facts(got, values, rate, call)))
        outcome = outcome or dropout_task.form(call, answer, student.changed_arguments)
    return outcome


def _expect_values_like(got: object, values: Array, call: str) -> None:
    """Fail for what is no array of numbers in the shape of ``values``, or holds zeros only."""
    array = np.asarray(got)
    finite = array.dtype.kind in "biuf" and np.isfinite(array).all()
    if not finite or array.shape != values.shape or not array.any():
        expect_equal(got, values, call=call)


def _share_causes(dropped: NDArray[np.bool_], rate: float) -> Iterator[Cause]:
    share = float(dropped.mean())
    margin = _MOST_DEVIATIONS * np.sqrt(rate * (1 - rate) / dropped.size)
    if share == 0:
        yield causes.DROPOUT_NOTHING_DROPPED
    elif dropped.all(axis=0).any() or dropped.all(axis=1).any():
        yield causes.DROPOUT_WHOLE_ROWS
    elif abs(share - (1 - rate)) <= margin:
        yield causes.DROPOUT_RATE_INVERTED
    elif abs(share - rate) > margin:
        yield causes.DROPOUT_WRONG_SHARE


def _scale_causes(got: Array, values: Array, rate: float) -> Iterator[Cause]:
    kept = got != 0
    scales = got[kept] / values[kept]
    inverted = next(_share_causes(~kept, rate), None) is causes.DROPOUT_RATE_INVERTED
    right = (1 / (1 - rate), 1 / rate) if inverted else (1 / (1 - rate),)
    if any(np.allclose(scales, scale, rtol=_SCALE_OFF) for scale in right):
        return
    if np.allclose(scales, 1, rtol=_SCALE_OFF):
        # Where nothing was dropped there was nothing to make up for.
        if not kept.all():
            yield causes.DROPOUT_NOT_RESCALED
    elif np.allclose(scales, scales[0], rtol=_SCALE_OFF):
        yield causes.DROPOUT_WRONG_SCALE
    elif np.allclose(got[kept], got[kept][0]):
        yield causes.DROPOUT_MASK_RETURNED
    else:
        yield causes.WRONG_VALUES


def _facts(got: Array, values: Array, rate: float, call: Call) -> Text:
    """Return the share of zeros, and a handful of values with what became of them."""
    few, kept = 6, got != 0
    text = call.text(dropout)
    return lines(
        Text(
            "{call}: {share:.1%} of the values are 0, expected about {rate:.0%}",
            "{call}：{share:.1%} 的值是 0，應約為 {rate:.0%}",
        ).format(call=text, share=float((~kept).mean()), rate=rate),
        side_by_side(
            {
                Text("kept", "留下的值"): values[kept][:few],
                EXPECTED: values[kept][:few] / (1 - rate),
                GOT: got[kept][:few],
            }
        ),
    )


@dropout_task.case(points=0.5, title=Text("a rate of 0 drops nothing", "比例為 0 時不會歸零"))
def rate_of_zero(random: np.random.Generator) -> Calls:
    yield _decimals(random, (3, 4)), 0.0, random


@dropout_task.check(points=0.5, title=Text("rng decides which", "由 rng 決定哪些歸零"))
def rng_decides(student: Student, random: np.random.Generator) -> None:
    seed, other = (int(number) for number in random.choice(1_000_000, size=2, replace=False))
    values = np.ones((20, 20))
    answers = []
    for number in (seed, seed, other):
        call = Call(values, 0.4, np.random.default_rng(number))
        answers.append(call.to(student.dropout))
        _expect_values_like(answers[-1], values, call.text(dropout))
    first, again, different = map(np.asarray, answers)
    expect(np.array_equal(first, again), causes.DROPOUT_RNG_IGNORED)
    expect(not np.array_equal(first, different), causes.DROPOUT_RNG_IGNORED)
