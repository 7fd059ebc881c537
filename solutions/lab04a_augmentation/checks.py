"""Lab 4a, data augmentation.

Networks are scored on digits that were changed as `augment` changes them: a dense network trained
on images as they are reads few of those.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    Calls,
    FailedCheckError,
    Finding,
    Stated,
    Unstated,
    check,
    expect,
    expect_dtype,
    expect_equal,
    lab_causes,
)
from fundamentals.grading.models import (
    DrawnSplits,
    Network,
    ShortTraining,
    Training,
    digits,
    draw_digits,
)
from fundamentals.language import Text
from fundamentals.sandbox import Student, StudentError, TripwireArgument, array_facts, row_digests

from .reference import draw_blobs, drawn_changes, moved, pixels_outside, scales, turns
from .tasks.brighten import brighten_task
from .tasks.labels import keeps_task
from .tasks.rotate import rotate_task
from .tasks.shift import shift_task
from .tasks.zoom import zoom_task

causes = lab_causes(__file__)

Array = NDArray[Any]

_SMALL_CHANGES = ("shift", "rotate", "zoom", "brighten")
# What not everybody reads alike, and is not asked.
_HANDWRITING = {"mirror": (1,), "half_turn": (2, 5)}

# Nearer to the edge, in pixels, ways to interpolate differ; and black may be this bright.
_EDGE: Annotated[float, Unstated("cubic interpolation reaches no farther")] = 2.0
_DARK: Annotated[float, Stated("4a.2", "4a.3")] = rotate_task.tolerance

# How far pixels may lie outside of 0–1.
_ROUNDING: Annotated[float, Unstated("float32 arithmetic ends no farther above 1")] = 1e-6

_ROTATED_OFF: Annotated[float, Stated("4a.2")] = rotate_task.tolerance
_ZOOMED_OFF: Annotated[float, Stated("4a.3")] = zoom_task.tolerance

# Images that are darker than this by a factor were divided by 255.
_SCALED_AGAIN: Annotated[float, Unstated("the darkest factor is 0.8")] = 0.1

# An F turned by 45 degrees is as much like a flipped F as like itself, give or take this.
_CLEARLY: Annotated[float, Unstated("turns of up to 10 degrees stay far from it")] = 0.15

# The correlation that two changes of 100 images stay below.
_DRAWN_APART: Annotated[float, Unstated("numbers drawn apart stay below half of it")] = 0.8

# What of its least spread a change has that is drawn at all, if to one side only.
_VARIES: Annotated[float, Unstated("half of what is asked for, and more than rounding")] = 1 / 3

# How near the middle of its range, as a fraction of the largest distance, a change must come once:
# of 100 that are drawn uniformly, some 60 do.
_BETWEEN: Annotated[float, Unstated("drawn uniformly, some of 100 are that near the middle")] = 0.6

# What of its spread a change keeps that is the same for all images.
_ALIKE: Annotated[float, Unstated("far below what the docstring asks for")] = 0.1


@shift_task.case(weight=0.75, title=Text("down and right", "往下與往右"))
def shift_down_and_right(random: np.random.Generator) -> Calls:
    yield _pixels(random, (3, 6, 7, 1)), np.array([1, 0, 2]), np.array([0, 3, 1])


@shift_task.case(weight=0.75, title=Text("up and left, and not at all", "往上、往左、不動"))
def shift_up_and_left(random: np.random.Generator) -> Calls:
    yield _pixels(random, (4, 6, 7, 1)), np.array([-2, 0, 1, 3]), np.array([-1, 0, -3, 2])


@shift_task.case(
    weight=0.25,
    title=Text("almost out of the image", "幾乎移出圖像"),
    error=causes.SHIFT_TOO_FAR,
)
def shift_far(random: np.random.Generator) -> Calls:
    yield _pixels(random, (3, 7, 8, 1)), np.array([6, -6, 5]), np.array([-6, 5, 7])


@shift_task.case(
    weight=0.25,
    title=Text("images in color", "彩色圖像"),
)
def shift_in_color(random: np.random.Generator) -> Calls:
    yield _pixels(random, (2, 5, 6, 3)), np.array([1, -2]), np.array([0, 1])


@rotate_task.case(weight=1, title=Text("a quarter turn", "轉四分之一圈"))
def quarter_turn(random: np.random.Generator) -> Calls:
    degrees = np.array([90.0, -90.0])
    yield draw_blobs(random, (2, 25, 25, 1)), degrees


@rotate_task.case(weight=0.75, title=Text("each image by its own angle", "每張圖像有自己的角度"))
def own_angles(random: np.random.Generator) -> Calls:
    yield draw_blobs(random, (3, 25, 24, 1)), np.array([25.0, -50.0, 10.0])


@rotate_task.check(
    weight=0.25,
    title=Text("black outside of a color image", "彩色圖像之外是黑色"),
    needs=("4a.2/own_angles",),
)
def black_outside(student: Student, random: np.random.Generator) -> None:
    degrees = random.uniform(40, 50, size=2) * (1, -1)
    _expect_black_outside(student.rotate, degrees, turns(degrees), "rotate(images, degrees)")


@zoom_task.case(weight=0.8, title=Text("larger and smaller", "放大與縮小"))
def larger_and_smaller(random: np.random.Generator) -> Calls:
    yield draw_blobs(random, (3, 25, 24, 1)), np.array([1.3, 0.6, 0.9])


@zoom_task.check(
    weight=0.2,
    title=Text("black around a color image", "彩色圖像周圍是黑色"),
    needs=("4a.3/larger_and_smaller",),
)
def black_around(student: Student, random: np.random.Generator) -> None:
    factors = random.uniform(0.5, 0.6, size=2)
    _expect_black_outside(student.zoom, factors, scales(factors), "zoom(images, factors)")


@brighten_task.case(weight=0.75, title=Text("darker and brighter, up to 1", "調暗與調亮，最多到 1"))
def darker_and_brighter(random: np.random.Generator) -> Calls:
    images = _pixels(random, (3, 4, 4, 1))
    # Black stays black, and the darkest gray is hardly brighter.
    images[:, 0, 0], images[:, 0, 1] = 0, 0.02
    yield images, np.array([1.8, 0.5, 1.2])


@brighten_task.check(
    weight=0.25, title=Text("float32", "float32"), needs=("4a.4/darker_and_brighter",)
)
def brightened_dtype(student: Student, random: np.random.Generator) -> None:
    got = student.brighten(_pixels(random, (2, 4, 4, 1)), np.array([0.5, 1.5]))
    expect_dtype(got, "float32", call="brighten(images, factors)")


@keeps_task.case(weight=0.5, title=Text("small changes", "小幅度的改變"))
def small_changes(random: np.random.Generator) -> Calls:
    for change in _SMALL_CHANGES:
        yield from ((change, digit) for digit in range(10))


@keeps_task.case(weight=0.75, title=Text("in a mirror", "左右翻轉"))
def in_a_mirror(random: np.random.Generator) -> Calls:
    yield from (("mirror", digit) for digit in range(10) if digit not in _HANDWRITING["mirror"])


@keeps_task.case(weight=0.75, title=Text("after half a turn", "轉半圈"))
def after_half_a_turn(random: np.random.Generator) -> Calls:
    digits = (digit for digit in range(10) if digit not in _HANDWRITING["half_turn"])
    yield from (("half_turn", digit) for digit in digits)


@check("4a.6", weight=0.5, title=Text("shape, type and range", "形狀、型別與範圍"))
def shape_and_range(student: Student, random: np.random.Generator) -> None:
    images = draw_digits(random, train=20, valid=0, scored=0).x_train
    _augmented(student, images, random)


@check("4a.6", weight=0.5, title=Text("rng decides", "由 rng 決定"))
def rng_decides(student: Student, random: np.random.Generator) -> None:
    images = draw_digits(random, train=5, valid=0, scored=0).x_train
    seed, other = (int(number) for number in random.choice(1_000_000, size=2, replace=False))
    first, again, different = (
        _augmented(student, images, np.random.default_rng(number)) for number in (seed, seed, other)
    )
    expect(not np.array_equal(first, images), causes.NOTHING_CHANGED)
    expect(np.array_equal(first, again), causes.AUGMENT_RNG_IGNORED)
    expect(not np.array_equal(first, different), causes.AUGMENT_RNG_IGNORED)


@check(
    "4a.6",
    weight=1,
    title=Text("all four changes, drawn for each image", "四種改變，每張圖像各抽一次"),
)
def all_four_changes(student: Student, random: np.random.Generator) -> None:
    measured = _measured_changes(student, random)
    alike = all(np.ptp(values) < _ALIKE * least for _, values, least, _ in measured)
    expect(not alike, causes.AUGMENT_ALL_ALIKE)
    absent = [
        float(np.abs(values - (low + high) / 2).max()) < _ALIKE * least
        for _, values, least, (low, high) in measured
    ]
    # A shift is measured along two axes.
    several = sum(absent) - all(absent[:2]) > 1
    name, values, *_ = measured[absent.index(True) if several else 0]
    expect(not several, causes.AUGMENT_CHANGES_MISSING, _spread(name, values))
    for name, values, least, (low, high) in measured:
        shown, sides = _spread(name, values), (low + high) / 2 - values
        one_way = sides.min() >= -_ALIKE * least or sides.max() <= _ALIKE * least
        # A constant shift to one side varies by nothing but rounding.
        one_way = one_way and np.ptp(values) >= _VARIES * least
        expect(not one_way, causes.AUGMENT_ONE_WAY, shown)
        apart = abs(float(values.mean()) - (low + high) / 2)
        for_all = np.ptp(values) < _ALIKE * least and apart > _ALIKE * least
        expect(not for_all, causes.AUGMENT_ONE_FOR_ALL, shown)
        expect(bool(np.ptp(values) >= least), causes.AUGMENT_CHANGE_MISSING, shown)
        expect(
            bool((np.abs(sides) < _BETWEEN * np.abs(sides).max()).any()), causes.AUGMENT_ENDS, shown
        )
    together = np.corrcoef([values for _, values, _, _ in measured]) - np.eye(len(measured))
    first, second = np.unravel_index(np.argmax(np.abs(together)), together.shape)
    shown = Text("{first}; {second}", "{first}；{second}")
    expect(
        abs(float(together[first, second])) < _DRAWN_APART,
        causes.AUGMENT_DRAWS_SHARED,
        shown.format(first=measured[first][0], second=measured[second][0]),
    )


@check(
    "4a.6",
    weight=1,
    title=Text("changes small enough to keep every label", "幅度小到能保留每個標籤"),
    needs=("4a.6/all_four_changes",),
)
def small_enough(student: Student, random: np.random.Generator) -> None:
    for name, values, _, (low, high) in _measured_changes(student, random):
        inside = bool((values >= low).all() and (values <= high).all())
        expect(inside, causes.AUGMENT_TOO_STRONG, _spread(name, values))
    images = np.repeat(_letter()[np.newaxis], 60, axis=0)
    got = _augmented(student, images, random)
    upright = _likeness(got, [images[0]])
    flipped = _likeness(got, [images[0, :, ::-1], images[0, ::-1], images[0, ::-1, ::-1]])
    expect(bool((flipped < upright + _CLEARLY).all()), causes.AUGMENT_FLIPS)


def _expect_black_outside(
    move: Callable[..., Any], numbers: Array, matrices: Array, call: str
) -> None:
    """Expect that white images in color stay white, and that what moves in is black."""
    images = np.ones((2, 21, 20, 3), np.float32)
    got = move(images, numbers)
    array = np.asarray(got)
    if array.dtype.kind not in "biuf" or array.shape != images.shape:
        expect_equal(got, moved(images, matrices), call=call)
    beyond = pixels_outside(images, matrices)
    expect(bool((np.abs(array[beyond > _EDGE]) < _DARK).all()), causes.OUTSIDE_NOT_BLACK)
    white = array[beyond < -_EDGE] > 1 - _DARK
    expect(bool(white[:, 1:].all() or not white[:, 0].all()), causes.CHANNELS_LEFT_OUT)


def _augmented(student: Student, images: Array, random: np.random.Generator) -> Array:
    """Return the augmented images, checked to be images 0–1 of the same shape."""
    call = "augment(images, rng)"
    got = student.augment(images, random)
    array = np.asarray(got)
    is_images = array.dtype.kind in "biuf" and array.shape == images.shape
    if not is_images:
        expect_equal(got, images, call=call)
    expect(bool(np.isfinite(array).all()), causes.AUGMENT_NOT_FINITE)
    shown = Text("{call}: {low:.2f} to {high:.2f}", "{call}：{low:.2f} 到 {high:.2f}")
    low, high = float(array.min()), float(array.max())
    in_range = low >= -_ROUNDING and high <= 1 + _ROUNDING
    expect(in_range, causes.AUGMENT_OUT_OF_RANGE, shown.format(call=call, low=low, high=high))
    dark = 0 < high < _SCALED_AGAIN * images.max()
    expect(not dark, causes.PIXELS_SCALED_TWICE, shown.format(call=call, low=low, high=high))
    blank = int(np.sum(np.ptp(array.reshape(len(array), -1), axis=1) == 0))
    counted = Text("{call}: {blank} of {size} images", "{call}：{size} 張圖像中有 {blank} 張")
    expect(not blank, causes.AUGMENT_BLANK, counted.format(call=call, blank=blank, size=len(array)))
    expect_dtype(got, "float32", call=call)
    return array.astype(float)


Measured = list[tuple[Text, Array, float, tuple[float, float]]]


def _measured_changes(student: Student, random: np.random.Generator) -> Measured:
    """Return, by change: its name, what 100 images show, the least spread, and the range."""
    bar = _bar()
    images = np.repeat(bar[np.newaxis], 100, axis=0)
    got = _augmented(student, images, random)
    expect(not np.array_equal(got, images), causes.NOTHING_CHANGED)
    got = got[..., 0]
    # Weighed by brightness: the middle, the direction and the length of the bar.
    rows, columns = np.mgrid[: bar.shape[0], : bar.shape[1]] - (bar.shape[0] - 1) / 2
    weights = got / np.maximum(got.sum(axis=(1, 2), keepdims=True), 1e-9)
    y, x = ((weights * place).sum(axis=(1, 2)) for place in (rows, columns))
    yy, xx, xy = (
        (weights * product).sum(axis=(1, 2)) - minus
        for product, minus in ((rows**2, y * y), (columns**2, x * x), (rows * columns, x * y))
    )
    # Counterclockwise, as rotate counts them; rows count downward.
    degrees = -np.degrees(np.arctan2(2 * xy, xx - yy)) / 2
    length = np.sqrt((xx + yy + np.hypot(xx - yy, 2 * xy)) / 2)
    before = np.sqrt((bar[..., 0] * columns**2).sum() / bar.sum())
    brightness = np.quantile(got, 0.95, axis=(1, 2)) / bar.max()
    return [
        (Text("down, pixels", "往下的像素數"), y, 2.0, (-3.0, 3.0)),
        (Text("right, pixels", "往右的像素數"), x, 2.0, (-3.0, 3.0)),
        (Text("rotation, degrees", "旋轉的度數"), degrees, 10.0, (-13.0, 13.0)),
        (Text("zoom", "縮放倍率"), length / before, 0.1, (0.85, 1.15)),
        (Text("brightness", "亮度倍率"), brightness, 0.2, (0.75, 1.25)),
    ]


def _spread(name: Text, values: Array) -> Text:
    return Text(
        "{name}, over 100 images: {low:.2f} to {high:.2f}",
        "100 張圖像的{name}：{low:.2f} 到 {high:.2f}",
    ).format(name=name, low=float(values.min()), high=float(values.max()))


def _bar() -> NDArray[np.float32]:
    """Return a horizontal bar, half as bright as white, that stays inside the image."""
    image = np.zeros((28, 28, 1), np.float32)
    image[10:18, 6:22] = 0.5
    return image


def _letter() -> NDArray[np.float32]:
    """Return an F, which no flip leaves as it is."""
    image = np.zeros((28, 28, 1), np.float32)
    image[6:22, 9:12] = image[6:9, 9:19] = image[13:16, 9:17] = 0.6
    return image


def _likeness(images: Array, patterns: Iterable[Array]) -> Array:
    """Return for each image the best correlation with a pattern, moved by up to 3 pixels."""
    moves = [(down, right) for down in range(-3, 4) for right in range(-3, 4)]
    shifted = [np.roll(pattern, move, axis=(0, 1)) for pattern in patterns for move in moves]
    best: Array = (_standardized(images) @ _standardized(np.array(shifted)).T).max(axis=1)
    return best


def _standardized(images: Array) -> Array:
    flat = images.reshape(len(images), -1)
    flat = flat - flat.mean(axis=1, keepdims=True)
    normalized: Array = flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-9)
    return normalized


def _with_changed_digits(splits: DrawnSplits, random: np.random.Generator) -> DrawnSplits:
    return dataclasses.replace(splits, x_scored=drawn_changes(splits.x_scored, random))


dense = Network("4a.7", build="build_dense", shape=(28, 28, 1), classes=10)
training = Training(
    "4a.7", dense, data=digits(train=1000, validation=100, prepare=_with_changed_digits)
)
training.history(weight=0.5)
training.validation(
    weight=0.5, title=Text("validation on unchanged validation images", "用原樣的驗證圖像做驗證")
)


@training.check(weight=0.5, title=Text("training images that change", "不斷改變的訓練圖像"))
def changing_images(student: Student, random: np.random.Generator) -> None:
    trial = training.trial(student, random)
    handed_in = array_facts(trial.splits.x_train) or {}
    # Anything else than arrays, such as ChangingImages, may well change in each epoch.
    digests = [fit.x.digest for fit in trial.fits if fit.x is not None and fit.x.kind == "array"]
    expect(handed_in.get("digest") not in digests, causes.TRAINED_UNCHANGED)
    expect(len(set(digests)) != 1, causes.CHANGED_ONCE)
    trial.expect_fitting_loss()
    _expect_change_used(student, trial)


def _expect_change_used(student: Student, trial: ShortTraining) -> None:
    """Fail if ``train_model`` never calls its ``change``, or calls it with validation images."""
    if not trial.own:
        return  # there is no model of the submission's to train
    splits = trial.splits
    tripwire = TripwireArgument(row_digests(splits.x_valid))
    model = student.build_dense(splits.x_train.shape[1:], splits.num_classes)
    data = splits.x_train, splits.y_train, splits.x_valid, splits.y_valid
    try:
        student.train_model(model, *data, 1, tripwire)
    except StudentError as failure:
        watched = tripwire.calls(failure)
        if watched is None:
            raise
        unchanged = (array_facts(splits.x_valid) or {}).get("digest")
        # The check of the validation tells of changed validation images.
        validated = {fit.validation_x.digest for fit in trial.fits if fit.validation_x is not None}
        expect(not watched or validated != {unchanged}, causes.TRAINED_ON_VALIDATION)
    else:
        raise FailedCheckError(Finding.of(causes.CHANGE_IGNORED))


training.learns(
    weight=1.5,
    full=0.75,
    none=0.5,
    title=Text("the network reads changed digits", "網路讀得懂改變過的數字"),
)


def _pixels(random: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Draw pixels above 0 that are short to print."""
    return np.round(random.uniform(0.1, 1, size=shape), 1).astype(np.float32)
