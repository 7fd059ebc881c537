"""Tasks 4a.1 to 4a.4: the right answers, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task
from fundamentals.language import Text

from ..reference import moved, scales, shifted, turns

Array = NDArray[Any]
Function = Callable[..., Any]

# Two ways to interpolate differ by less.
_INTERPOLATION = 0.05

# Pixels are drawn with one decimal.
_ROUNDING = 1e-4

# How far a width may be off, of which interpolating changes less; and a middle, in pixels.
_WIDTH_OFF, _MIDDLE_OFF = 0.06, 0.5
_DEGREES_OFF = 5


def shift(images: Array, down: Array, right: Array) -> Array:
    return shifted(images, down, right)


shift_task = Task("4a.1", right=shift)


def _moves(cause: str, moves: Callable[[Array, Array], tuple[Array, Array]]) -> None:
    """Declare that the images are moved by other numbers, from those down and right."""

    @shift_task.mistake(cause=cause)
    def mistaken(shift: Function, images: Array, down: Array, right: Array) -> Any:
        return shift(images, *moves(down, right))


def _moves_in(cause: str, mode: Any) -> None:
    """Declare what moves in, a mode of NumPy."""

    @shift_task.mistake(cause=cause)
    def mistaken(shift: Function, images: Array, down: Array, right: Array) -> Any:
        return shifted(images, down, right, mode)


def _reshaped(task: Task) -> None:
    task.symptom("images-other-shape")(lambda answer, right, *call: answer.shape != right.shape)


def _corners(task: Task) -> None:
    @task.symptom("corners-not-black")
    def corners_not_black(answer: Array, right: Array, *call: Array) -> Any:
        ends = answer[:, [0, 0, -1, -1], [0, -1, 0, -1]]
        return (ends > _INTERPOLATION).any()


def _unchanged(task: Task) -> None:
    @task.mistake(cause="nothing-changed")
    def unchanged(right: Function, images: Array, *numbers: Array) -> Any:
        return images


def _first(numbers: Array) -> Array:
    return np.full_like(numbers, numbers[0])


_moves_in("shift-wraps", "wrap")
_moves_in("shift-repeats-edge", "edge")
_moves_in("shift-repeats-edge", "symmetric")
_moves_in("shift-repeats-edge", "reflect")
_moves("shifted-the-other-way", lambda down, right: (-down, -right))
_moves("shifted-the-other-way", lambda down, right: (-down, right))
_moves("shifted-the-other-way", lambda down, right: (down, -right))
_moves("shift-axes-swapped", lambda down, right: (right, down))
_moves("shift-one-axis", lambda down, right: (down, 0 * right))
_moves("shift-one-axis", lambda down, right: (0 * down, right))
_moves("shift-one-axis", lambda down, right: (down, down))
_moves("shift-one-axis", lambda down, right: (right, right))
_moves("batch-all-alike", lambda down, right: (_first(down), _first(right)))
_moves("batch-all-alike", lambda down, right: (_first(down[::-1]), _first(right[::-1])))
_moves("batch-all-alike", lambda down, right: (np.full_like(down, down.max()),) * 2)
_moves("batch-all-alike", lambda d, r: (np.full_like(d, d.max()), np.full_like(r, r.max())))
_moves("shift-off-by-one", lambda down, right: (down + 1, right + 1))
_moves("shift-off-by-one", lambda down, right: (down - 1, right - 1))
_moves("shift-twice", lambda down, right: (2 * down, 2 * right))
_moves("shift-one-sign-only", lambda down, right: (np.abs(down), np.abs(right)))
_moves("shift-one-sign-only", lambda down, right: (down.clip(0), right.clip(0)))
_unchanged(shift_task)


@shift_task.mistake
def shift_moves_in_white(shift: Function, images: Array, down: Array, right: Array) -> Any:
    return 1 - shift(1 - images, down, right)


@shift_task.mistake(cause="shift-not-cut")
def padded_only(shift: Function, images: Array, down: Array, right: Array) -> Any:
    most = max(np.abs(down).max(), np.abs(right).max())
    return np.pad(images, ((0, 0), (most, most), (most, most), (0, 0)))


@shift_task.mistake(cause="shift-not-cut")
def padded_by_two(shift: Function, images: Array, down: Array, right: Array) -> Any:
    # As far as augment moves them.
    return np.pad(images, ((0, 0), (2, 2), (2, 2), (0, 0)))


@shift_task.mistake(cause="channel-lost")
def shift_channel_lost(shift: Function, *call: Array) -> Any:
    return np.asarray(shift(*call))[..., 0]


_reshaped(shift_task)


@shift_task.symptom("shift-moves-in-other")
def moves_in_other(answer: Array, expected: Array, images: Array, down: Array, right: Array) -> Any:
    inside = shifted(np.ones_like(images), down, right) > 0
    return np.allclose(answer[inside], expected[inside])


@shift_task.symptom("shift-erases")
def erases(answer: Array, expected: Array, *call: Array) -> Any:
    return (answer[answer != expected] == 0).all()


@shift_task.symptom("shift-by-other-numbers")
def by_other_numbers(answer: Array, expected: Array, images: Array, *numbers: Array) -> Any:
    return all(_is_moved(one, image) for one, image in zip(answer, images, strict=True))


def _is_moved(answer: Array, image: Array) -> bool:
    """Return whether a third of ``answer`` or more is a part of ``image``, wherever it lies."""
    height, width = image.shape[:2]
    for down, right in np.ndindex(height, width):
        tall, broad = height - down, width - right
        if 3 * tall * broad < height * width:
            continue
        for rows, columns in (
            (slice(down, None), slice(right, None)),
            (slice(down, None), slice(0, broad)),
            (slice(0, tall), slice(right, None)),
            (slice(0, tall), slice(0, broad)),
        ):
            # What lies in one corner of the result lay in the opposite one of the image.
            opposite = (_opposite(rows, down, tall), _opposite(columns, right, broad))
            if (np.abs(answer[rows, columns] - image[opposite]) < _ROUNDING).all():
                return True
    return False


def _opposite(part: slice, offset: int, length: int) -> slice:
    return slice(offset, None) if part.start == 0 else slice(0, length)


@shift_task.symptom("shift-changes-pixels")
def pixels_changed(answer: Array, expected: Array, images: Array, *numbers: Array) -> Any:
    pixels = np.append(images, (0, 1))
    return np.abs(answer.ravel()[:, np.newaxis] - pixels).min(axis=1).max() > _ROUNDING


@shift_task.symptom("shift-pixels-misplaced", vague=True)
def misplaced(answer: Array, expected: Array, *call: Array) -> Any:
    return True


def rotate(images: Array, degrees: Array) -> Array:
    return moved(images, turns(degrees))


rotate_task = Task("4a.2", right=rotate, tolerance=_INTERPOLATION)


def _turned(cause: str, angles: Callable[[Array], Array], about: Any = None) -> None:
    """Declare that the images are turned by other angles, or about another place (x, y)."""

    @rotate_task.mistake(cause=cause)
    def mistaken(rotate: Function, images: Array, degrees: Array) -> Any:
        if about is None:
            return rotate(images, angles(degrees))
        return moved(images, turns(angles(degrees)), about)


_turned("rotated-the-other-way", np.negative)
_turned("degrees-as-radians", np.degrees)
_turned("nothing-changed", np.radians)
_turned("batch-all-alike", _first)
_turned("rotated-twice-as-far", lambda degrees: 2 * degrees)
_turned("rotated-twice-as-far", lambda degrees: degrees / 2)
_turned("not-about-the-middle", np.asarray, (0, 0))
_turned("not-about-the-middle", np.asarray, (-0.5, -0.5))
_unchanged(rotate_task)


_turned("rotated-by-quarters", lambda degrees: 90 * np.round(degrees / 90))


def _rotated_by(cause: str, *signs: Callable[[Array, Array], tuple[Array, ...]]) -> None:
    """Declare that these four numbers make the matrix, from cosine and sine."""
    for numbers in signs:

        @rotate_task.mistake(cause=cause)
        def mistaken(
            rotate: Function,
            images: Array,
            degrees: Array,
            numbers: Callable[[Array, Array], tuple[Array, ...]] = numbers,
        ) -> Any:
            turned = turns(degrees)
            matrix = numbers(turned[:, 0, 0], turned[:, 1, 0])
            return moved(images, np.stack(matrix, axis=-1).reshape(-1, 2, 2))


_rotated_by(
    "rotation-sine-for-cosine",
    lambda cosine, sine: (sine, -cosine, cosine, sine),
    lambda cosine, sine: (sine, cosine, -cosine, sine),
    lambda cosine, sine: (sine, cosine, cosine, sine),
)
_rotated_by(
    "rotation-shears",
    lambda cosine, sine: (cosine, -sine, -sine, cosine),
    lambda cosine, sine: (cosine, -sine, 0 * sine, cosine),
    lambda cosine, sine: (cosine, 0 * sine, sine, cosine),
    lambda cosine, sine: (cosine, 0 * sine, 0 * sine, cosine),
    lambda cosine, sine: (1 + 0 * cosine, -sine, sine, 1 + 0 * cosine),
    lambda cosine, sine: (cosine, -sine, sine, -cosine),
)


@rotate_task.mistake(cause="rotation-shears")
def shears(rotate: Function, images: Array, degrees: Array) -> Any:
    matrices = turns(degrees)
    matrices[:, 0, 1] *= -1
    return moved(images, matrices)


def _measured(images: Array) -> tuple[Array, Array, Array]:
    """Return middles ``(n, 2)``, widths along the long and short side, and the long side's angle.

    Each is weighed by brightness; the angle is in degrees, without a direction.
    """
    light = images.sum(axis=-1).clip(0)
    rows, columns = np.indices(light.shape[1:])
    light = light / light.sum(axis=(1, 2), keepdims=True)
    places = np.stack([rows, columns], axis=-1).reshape(-1, 2)
    light = light.reshape(len(light), -1)
    middles = light @ places
    apart = places - middles[:, np.newaxis]
    spread = np.einsum("nk,nki,nkj->nij", light, apart, apart)
    squares, axes = np.linalg.eigh(spread)
    angles = np.degrees(np.arctan2(axes[:, 0, 1], axes[:, 1, 1]))
    return middles, np.sqrt(squares), angles


def _same_widths(answer: Array, other: Array) -> Any:
    widths, others = _measured(answer)[1], _measured(other)[1]
    return (np.abs(widths / others - 1) < _WIDTH_OFF).all()


def _turned_by(answer: Array, right: Array) -> Array:
    turned: Array = np.abs((_measured(answer)[2] - _measured(right)[2] + 90) % 180 - 90)
    return turned


def _same_direction(answer: Array, right: Array) -> Any:
    return _same_widths(answer, right) and (_turned_by(answer, right) < _DEGREES_OFF).all()


def _middle_moved(answer: Array, right: Array) -> Any:
    return (np.abs(_measured(answer)[0] - _measured(right)[0]).max(axis=1) > _MIDDLE_OFF).any()


_reshaped(rotate_task)


@rotate_task.symptom("not-about-the-middle")
def turned_elsewhere(answer: Array, right: Array, *call: Array) -> Any:
    return _same_direction(answer, right) and _middle_moved(answer, right)


@rotate_task.symptom("rotated-by-another-angle")
def other_angle(answer: Array, right: Array, *call: Array) -> Any:
    return _same_widths(answer, right) and (_turned_by(answer, right) > _DEGREES_OFF).any()


_corners(rotate_task)


@rotate_task.symptom("rotation-distorts")
def distorted(answer: Array, right: Array, *call: Array) -> Any:
    return not _same_widths(answer, right)


@rotate_task.symptom("rotation-changes-pixels", vague=True)
def turned_pixels_changed(answer: Array, right: Array, *call: Array) -> Any:
    return True


def zoom(images: Array, factors: Array) -> Array:
    return moved(images, scales(factors))


zoom_task = Task("4a.3", right=zoom, tolerance=_INTERPOLATION)


def _zoomed(cause: str, scaled: Callable[[Array], Array], about: Any = None) -> None:
    """Declare that the images are enlarged by others, or about another place (x, y)."""

    @zoom_task.mistake(cause=cause)
    def mistaken(zoom: Function, images: Array, factors: Array) -> Any:
        if about is None:
            return zoom(images, scaled(factors))
        return moved(images, scales(scaled(factors)), about)


def _zoomed_along(cause: str, axis: int) -> None:
    """Declare that only x (0) or y (1) is enlarged."""

    @zoom_task.mistake(cause=cause)
    def mistaken(zoom: Function, images: Array, factors: Array) -> Any:
        matrices = np.repeat(np.eye(2)[np.newaxis], len(factors), axis=0)
        matrices[:, axis, axis] /= factors
        return moved(images, matrices)


_zoomed("zoom-inverted", lambda factors: 1 / factors)
_zoomed("batch-all-alike", _first)
_zoomed("zoom-squared", np.square)
_zoomed("zoom-squared", np.sqrt)
_zoomed("not-about-the-middle", np.asarray, (0, 0))
_zoomed_along("zoom-one-axis", 0)
_zoomed_along("zoom-one-axis", 1)
_zoomed("zoom-subtracted", lambda factors: 1 / (2 - factors))
_zoomed("zoom-subtracted", lambda factors: 2 - factors)
_zoomed("zoom-subtracted", lambda factors: 1 + factors)
_unchanged(zoom_task)
_reshaped(zoom_task)


@zoom_task.symptom("not-about-the-middle")
def zoomed_elsewhere(answer: Array, right: Array, *call: Array) -> Any:
    return _same_direction(answer, right) and _middle_moved(answer, right)


_corners(zoom_task)


@zoom_task.symptom("zoom-by-another-factor")
def other_factor(answer: Array, right: Array, *call: Array) -> Any:
    grown = _measured(answer)[1] / _measured(right)[1]
    return (np.abs(grown[:, 0] / grown[:, 1] - 1) < _WIDTH_OFF).all() and not _same_widths(
        answer, right
    )


@zoom_task.symptom("zoom-distorts")
def zoom_distorted(answer: Array, right: Array, *call: Array) -> Any:
    return not _same_widths(answer, right)


@zoom_task.symptom("zoom-changes-pixels", vague=True)
def zoomed_pixels_changed(answer: Array, right: Array, *call: Array) -> Any:
    return True


def brighten(images: Array, factors: Array) -> Array:
    brightened: Array = images * factors[:, np.newaxis, np.newaxis, np.newaxis]
    return brightened.clip(0, 1).astype(np.float32)


brighten_task = Task("4a.4", right=brighten)


def _brightened(cause: str, brightened: Callable[[Array, Array], Any]) -> None:
    """Declare that images become this, from them and the factors lined up with them."""

    @brighten_task.mistake(cause=cause)
    def mistaken(brighten: Function, images: Array, factors: Array) -> Any:
        return brightened(images, factors[:, np.newaxis, np.newaxis, np.newaxis])


_brightened("brightness-not-clipped", lambda images, factors: images * factors)
_brightened("brightness-added", lambda images, factors: np.clip(images + factors, 0, 1))
_brightened("brightness-added", lambda images, factors: np.clip(images + factors - 1, 0, 1))
_brightened("brightness-added", lambda images, factors: images + factors)
_brightened("brightness-added", lambda images, factors: images + factors - 1)
_brightened("brightness-divided", lambda images, factors: np.clip(images / factors, 0, 1))
_brightened("brightness-is-power", lambda images, factors: images**factors)
_brightened("brightness-is-power", lambda images, factors: images ** (1 / factors))
_brightened("brightness-wraps", lambda images, factors: images * factors % 1)
_brightened(
    "brightness-divided-by-maximum",
    lambda images, factors: images * factors / (images * factors).max(),
)
_brightened(
    "brightness-divided-by-maximum",
    lambda images, factors: images * factors / (images * factors).max((1, 2, 3), keepdims=True),
)
_brightened("brightness-clipped-first", lambda images, factors: images * factors.clip(0, 1))
_brightened("brightness-is-contrast", lambda i, f: np.clip((i - 0.5) * f + 0.5, 0, 1))
_brightened("clipped-to-255", lambda images, factors: np.clip(255 * images * factors, 0, 255))
_brightened("truncated", lambda i, f: np.floor(255 * np.clip(i * f, 0, 1) + 1e-6) / 255)
_unchanged(brighten_task)


def _factors_become(cause: str, changed: Callable[[Array], Any]) -> None:
    """Declare that images are brightened by other factors, from those given."""

    @brighten_task.mistake(cause=cause)
    def mistaken(brighten: Function, images: Array, factors: Array) -> Any:
        return brighten(images, np.asarray(changed(factors)))


_factors_become("batch-all-alike", _first)
_factors_become("batch-all-alike", lambda factors: np.full_like(factors, factors[-1]))
_factors_become("batch-all-alike", lambda factors: np.full_like(factors, factors.mean()))
_factors_become("brightness-one-more", lambda factors: 1 + factors)
_factors_become("brightness-squared", np.square)
_reshaped(brighten_task)


def _lined_up(images: Array, factors: Array) -> Array:
    bright: Array = images * factors[:, np.newaxis, np.newaxis, np.newaxis]
    return bright


@brighten_task.symptom("brightness-clipped-elsewhere")
def clipped_elsewhere(answer: Array, right: Array, images: Array, factors: Array) -> Any:
    bright = _lined_up(images, factors)
    return np.allclose(answer, np.clip(bright, answer.min(), answer.max()), atol=_ROUNDING)


@brighten_task.symptom("brightness-above-one-lost")
def above_one_lost(answer: Array, right: Array, images: Array, factors: Array) -> Any:
    inside = _lined_up(images, factors) <= 1
    return np.allclose(answer[inside], right[inside], atol=_ROUNDING)


@brighten_task.symptom("brightness-by-other-factors")
def by_other_factors(answer: Array, right: Array, images: Array, factors: Array) -> Any:
    dark = np.where((answer > 0) & (answer < 1), answer / images, np.nan)
    found = np.nanmedian(dark, axis=(1, 2, 3))
    return np.allclose(answer, _lined_up(images, found).clip(0, 1), atol=_ROUNDING)


@brighten_task.symptom("brightness-not-multiplied")
def not_multiplied(answer: Array, right: Array, *call: Array) -> Any:
    return answer.shape == right.shape


@shift_task.way()
def shift_in_steps(images: Array, down: Array, right: Array) -> Any:
    count, height, width, _ = images.shape
    result = np.zeros_like(images)
    for index in range(count):
        for row in range(height):
            for column in range(width):
                source_row = row - down[index]
                source_column = column - right[index]
                if 0 <= source_row < height and 0 <= source_column < width:
                    result[index, row, column] = images[index, source_row, source_column]
    return result


@rotate_task.way(rows=Text("the matrices", "矩陣"))
def rotate_in_steps(images: Array, degrees: Array) -> Any:
    angles = np.radians(degrees)
    rows = []
    for angle in angles:
        rows.append(([np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]))
    middle = ((images.shape[2] - 1) / 2, (images.shape[1] - 1) / 2)
    return moved(images, np.array(rows), middle)


@zoom_task.way(rows=Text("the matrices", "矩陣"))
def zoom_in_steps(images: Array, factors: Array) -> Any:
    rows = []
    for factor in factors:
        rows.append(([1 / factor, 0], [0, 1 / factor]))
    middle = ((images.shape[2] - 1) / 2, (images.shape[1] - 1) / 2)
    return moved(images, np.array(rows), middle)


@brighten_task.way()
def brighten_in_steps(images: Array, factors: Array) -> Any:
    result = np.zeros_like(images)
    for index in range(len(images)):
        result[index] = images[index] * factors[index]
    return np.clip(result, 0, 1)
