"""Tasks 4a.1 to 4a.4: the right answers, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task

from ..reference import moved, scales, shifted, turns

Array = NDArray[Any]
Function = Callable[..., Any]

# Two ways to interpolate differ by less.
_INTERPOLATION = 0.05


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
_moves("batch-all-alike", lambda down, right: (_first(down), _first(right)))
_moves("batch-all-alike", lambda down, right: (_first(down[::-1]), _first(right[::-1])))
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
_turned("degrees-as-radians", lambda degrees: -np.degrees(degrees))
_turned("nothing-changed", np.radians)
_turned("batch-all-alike", _first)
_turned("rotated-twice-as-far", lambda degrees: 2 * degrees)
_turned("rotated-twice-as-far", lambda degrees: degrees / 2)
_turned("not-about-the-middle", np.asarray, (0, 0))
_turned("not-about-the-middle", np.negative, (0, 0))
_unchanged(rotate_task)


@rotate_task.mistake(cause="rotation-shears")
def shears(rotate: Function, images: Array, degrees: Array) -> Any:
    matrices = turns(degrees)
    matrices[:, 0, 1] *= -1
    return moved(images, matrices)


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
_zoomed("not-about-the-middle", lambda factors: 1 / factors, (0, 0))
_zoomed_along("zoom-one-axis", 0)
_zoomed_along("zoom-one-axis", 1)
_unchanged(zoom_task)


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
_brightened("batch-all-alike", lambda images, factors: np.clip(images * factors[0], 0, 1))
_brightened("batch-all-alike", lambda images, factors: np.clip(images * factors.mean(), 0, 1))
_brightened("brightness-is-contrast", lambda i, f: np.clip((i - 0.5) * f + 0.5, 0, 1))
_brightened("clipped-to-255", lambda images, factors: np.clip(255 * images * factors, 0, 255))
_brightened("truncated", lambda i, f: np.floor(255 * np.clip(i * f, 0, 1) + 1e-6) / 255)
_unchanged(brighten_task)
