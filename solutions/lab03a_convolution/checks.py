"""Lab 3a, convolution by hand: every right answer comes from ``fundamentals.convolution``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.convolution import EDGE_KERNELS, KERNELS, SLIDE_IMAGE, SLIDE_POOLING_INPUT
from fundamentals.grading import (
    EXPECTED,
    GOT,
    Call,
    Calls,
    Cause,
    FailedCheckError,
    Finding,
    Outcome,
    Unstated,
    brief,
    expect,
    expect_equal,
    lab_causes,
    lines,
    side_by_side,
)
from fundamentals.language import Text
from fundamentals.sandbox import Student, running

from .tasks.convolve import convolve_task
from .tasks.dropout import dropout, dropout_task
from .tasks.kernels import kernel_task
from .tasks.neuron import neuron_task
from .tasks.pad import pad_task
from .tasks.pool import pool_task
from .tasks.size import size_task

causes = lab_causes(__file__)

Array = NDArray[Any]

# How far the share of dropped values may lie from the rate, in standard deviations.
_MOST_DEVIATIONS: Annotated[float, Unstated("beyond them lies one right answer in two million")] = 5

# How far a survivor's scale may be off.
_SCALE_OFF: Annotated[float, Unstated("a float32 is closer")] = 1e-4


def _decimals(random: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Draw numbers from -2 to 2 that are short to print; their products have four decimals."""
    return np.round(random.uniform(-2, 2, size=shape), 2)


@kernel_task.case(
    weight=0.5, title=Text("the five kernels that change an image", "改變圖像的五個核心")
)
def picture_kernels(random: np.random.Generator) -> Calls:
    for name in KERNELS:
        if name not in EDGE_KERNELS:
            yield (name,)


@kernel_task.case(weight=0.5, title=Text("the two kernels that find edges", "尋找邊緣的兩個核心"))
def edge_kernels(random: np.random.Generator) -> Calls:
    for name in EDGE_KERNELS:
        yield (name,)


@convolve_task.case(
    weight=1, title=Text("the slide's image, blurred and sharpened", "投影片的圖像，模糊化與銳化")
)
def slide_image(random: np.random.Generator) -> Calls:
    yield SLIDE_IMAGE, KERNELS["blur"]
    # Whole numbers: not all of them are 0 where the decimals are lost.
    yield SLIDE_IMAGE, KERNELS["sharpen"]


@convolve_task.case(weight=1, title=Text("random images", "隨機圖像"))
def random_images(random: np.random.Generator) -> Calls:
    yield _decimals(random, (5, 7)), _decimals(random, (3, 3))
    # As the pictures of a dataset are: the results leave the range of 8 bits.
    yield random.integers(0, 256, size=(8, 6), dtype=np.uint8), _decimals(random, (3, 3))


@convolve_task.case(weight=0.5, title=Text("strides 2 and 3", "步長 2 與 3"))
def strides(random: np.random.Generator) -> Calls:
    for stride, shape in ((2, (7, 8)), (3, (7, 8)), (2, (6, 9))):
        yield Call(_decimals(random, shape), _decimals(random, (3, 3)), stride=stride)


@convolve_task.case(
    weight=0.5, title=Text("kernels of other sizes", "其他大小的核心"), visibility="hidden"
)
def other_kernel_sizes(random: np.random.Generator) -> Calls:
    for shape, stride in (((5, 5), 1), ((2, 4), 1), ((1, 1), 2), ((7, 8), 1)):
        named = {} if stride == 1 else {"stride": stride}
        yield Call(_decimals(random, (7, 8)), _decimals(random, shape), **named)


@pad_task.case(
    weight=0.5,
    title=Text("the slide's image, with a border of 1 or 3", "投影片的圖像，邊界為 1 或 3"),
)
def slide_borders(random: np.random.Generator) -> Calls:
    for mode, width in (("zero", 1), ("mirror", 1), ("mirror", 3)):
        yield SLIDE_IMAGE, width, mode


@pad_task.case(weight=0.75, title=Text("zero padding", "零填充"))
def zero_padding(random: np.random.Generator) -> Calls:
    for width in (4, 2):
        yield _decimals(random, (5, 7)), width, "zero"


@pad_task.case(weight=0.75, title=Text("mirror padding", "鏡像填充"))
def mirror_padding(random: np.random.Generator) -> Calls:
    for width in (4, 2):
        yield _decimals(random, (5, 7)), width, "mirror"


@size_task.case(
    weight=0.75, title=Text("sizes from the deck and random ones", "投影片與隨機的大小")
)
def sizes(random: np.random.Generator) -> Calls:
    for stride in (1, 2, 3):
        yield 6, 3, stride, 0
    # An even kernel, an odd one, and paddings whose half is not 0.
    yield 20, 4, 1, 3
    yield 21, 5, 2, 4
    # A single size could have come from more than one mistake.
    for case in random.integers((16, 1, 2, 1), (64, 12, 6, 5), size=(7, 4)).tolist():
        yield tuple(case)


@size_task.check(
    weight=0.25,
    title=Text("the size is an int", "大小是 int"),
    # Any number is an int; a right one is worth more.
    needs=(sizes,),
)
def size_is_an_integer(student: Student, random: np.random.Generator) -> None:
    got = student.output_size(6, 3, 1, 0)
    expect(
        np.asarray(got).dtype.kind in "iu",
        causes.SIZE_NOT_INTEGER,
        Text("output_size(6, 3, 1, 0): got {got}", "output_size(6, 3, 1, 0)：得到 {got}").format(
            got=brief(got)
        ),
    )


def _neuron_inputs(
    random: np.random.Generator, weighted_sum: float, sign: int = 1
) -> tuple[Array, Array, float]:
    """Draw a window and weights, with the bias that makes the weighted sum what it should be.

    ``sign`` is that of the sum of the products alone.
    """
    window, weights = _decimals(random, (3, 3)), _decimals(random, (3, 3))
    weights *= sign * np.sign(np.sum(window * weights))
    return window, weights, round(float(weighted_sum - np.sum(window * weights)), 2)


@neuron_task.case(weight=0.5, title=Text("a positive weighted sum", "加權總和為正"))
def positive_sum(random: np.random.Generator) -> Calls:
    # At last more than 6, where some networks cut ReLU off.
    for weighted_sum, sign in ((2.6, -1), (0.4, 1), (3.7, 1), (8.3, 1)):
        yield _neuron_inputs(random, weighted_sum, sign)


@neuron_task.case(weight=0.5, title=Text("a negative weighted sum", "加權總和為負"))
def negative_sum(random: np.random.Generator) -> Calls:
    for sign in (1, -1):
        yield _neuron_inputs(random, -1.5, sign)
    # Tells a ReLU that is missing from one that is the wrong way round.
    yield _neuron_inputs(random, 2.5)
    yield _neuron_inputs(random, 1.2)


@pool_task.case(weight=0.5, title=Text("the slide's numbers", "投影片的數字"))
def slide_pooling(random: np.random.Generator) -> Calls:
    yield SLIDE_POOLING_INPUT, 2


@pool_task.case(
    weight=1, title=Text("blocks of 2 and 3, negative numbers too", "2 與 3 的區塊，含負數")
)
def random_blocks(random: np.random.Generator) -> Calls:
    for shape, size in (((4, 6), 2), ((6, 9), 3)):
        image = 10 * _decimals(random, shape)
        image[:size, :size] = -np.abs(image[:size, :size]) - 1
        yield image, size


@pool_task.case(weight=0.5, title=Text("incomplete blocks", "不完整的區塊"))
def incomplete_blocks(random: np.random.Generator) -> Calls:
    for shape, size in (((5, 7), 2), ((7, 8), 3)):
        yield _decimals(random, shape), size


@dropout_task.check(weight=1, title=Text("zeros and survivors", "歸零的與留下的"))
def zeros_and_survivors(student: Student, random: np.random.Generator) -> Outcome | None:
    values = random.uniform(0.5, 2.0, size=(40, 50)) * random.choice([-1, 1], size=(40, 50))
    answers, changed = [], False
    calls = [Call(values, rate, random) for rate in (0.4, 0.2)]
    for call in calls:
        answers.append(call.to(student.dropout))
        changed = changed or bool(running(student).changed_arguments)
        _expect_values_like(answers[-1], values, call.text(dropout))
    if any(np.all(answer) or not np.any(answer) for answer in answers):
        _expect_a_draw_for_each(student, values, random, calls[0].text(dropout))
    for call, answer in zip(calls, answers, strict=True):
        rate, got = call.arguments[1], np.asarray(answer, dtype=float)
        if _not_drawn(got == 0, values):
            raise FailedCheckError(
                Finding.of(causes.DROPOUT_NOT_DRAWN, _facts(got, values, rate, call))
            )
        if found := [*_share_causes(got, rate), *_scale_causes(got, values, rate)]:
            found += [causes.INPUT_CHANGED] if changed else []
            raise FailedCheckError(Finding.of_all(found, _facts(got, values, rate, call)))
    return dropout_task.form(calls[0], answers[0], (0,) if changed else ())


def _expect_a_draw_for_each(
    student: Student, values: Array, random: np.random.Generator, call: str
) -> None:
    """Fail where all values are dropped: each time, or where one draw decides over all of them."""
    more = [np.asarray(student.dropout(values, 0.5, spawned)) for spawned in random.spawn(8)]
    none_left = [not answer.any() for answer in more]
    if all(none_left):
        expect_equal(more[0], values, call=call)
    all_left = [bool(answer.all()) for answer in more]
    expect(not (any(none_left) and any(all_left)), causes.DROPOUT_ONE_DRAW)


def _expect_values_like(got: object, values: Array, call: str) -> None:
    """Fail for what is no array of numbers in the shape of ``values``."""
    array = np.asarray(got)
    finite = array.dtype.kind in "biuf" and np.isfinite(array).all()
    removed = array.ndim == 1 < values.ndim and array.size < values.size
    expect(not removed, causes.DROPOUT_VALUES_REMOVED)
    if not finite or array.shape != values.shape:
        expect_equal(got, values, call=call)


def _not_drawn(dropped: Array, values: Array) -> bool:
    """Return whether the first, last, smallest or largest values are dropped, and no others."""
    if dropped.all() or not dropped.any():
        return False
    sizes = np.abs(values)
    orders = (np.arange(values.size).reshape(values.shape), values, sizes)
    return any(
        order[dropped].max() < order[~dropped].min() or order[dropped].min() > order[~dropped].max()
        for order in orders
    )


def _share_causes(got: Array, rate: float) -> Iterator[Cause]:
    dropped = got == 0
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
    inverted = next(_share_causes(got, rate), None) is causes.DROPOUT_RATE_INVERTED
    right = (1 / (1 - rate), 1 / rate) if inverted else (1 / (1 - rate),)
    if not kept.any() or any(np.allclose(scales, scale, rtol=_SCALE_OFF) for scale in right):
        return
    if np.allclose(scales, 1, rtol=_SCALE_OFF):
        # Where nothing was dropped there was nothing to make up for.
        if not kept.all():
            yield causes.DROPOUT_NOT_RESCALED
    elif np.allclose(scales, scales[0], rtol=_SCALE_OFF):
        yield causes.DROPOUT_WRONG_SCALE
    elif np.allclose(got[kept], got[kept][0]):
        yield causes.DROPOUT_MASK_RETURNED
    elif kept.all():
        yield causes.DROPOUT_NOT_ZERO
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


@dropout_task.case(weight=0.5, title=Text("a rate of 0 drops nothing", "比例為 0 時不會歸零"))
def rate_of_zero(random: np.random.Generator) -> Calls:
    yield _decimals(random, (3, 4)), 0.0, random


@dropout_task.check(weight=0.5, title=Text("rng decides which", "由 rng 決定哪些歸零"))
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
