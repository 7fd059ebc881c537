"""Task 4b.5: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from fundamentals.grading import Task

from ..reference import SIDE, laid_on_black, mass_corner

Array = NDArray[Any]
Function = Callable[..., Any]


def centre(ink: Array) -> Array:
    return laid_on_black(ink, mass_corner(ink)).astype(np.float32)


center_task = Task("4b.5", right=centre)


def _lay(cause: str, corner: Callable[[Array], Any]) -> None:
    """Declare that ink is laid with its corner there, from the ink."""

    @center_task.mistake(cause=cause)
    def laid(centre: Function, ink: Array) -> Any:
        return laid_on_black(ink, corner(ink)) if ink.any() else centre(ink)


def _move(cause: str, corner: Callable[[Array], Any]) -> None:
    """Declare that ink is laid elsewhere, from the corner where it would lie, ``(2,)``."""

    @center_task.mistake(cause=cause)
    def laid(centre: Function, ink: Array) -> Any:
        laid = np.asarray(centre(ink))
        if not ink.any():
            return laid
        return laid_on_black(ink, corner(_first_places(laid) - _first_places(ink)))


def _first_places(ink: Array) -> Array:
    """Return the first row and the first column that hold ink."""
    return np.array([np.flatnonzero(ink.any(axis=axis))[0] for axis in (1, 0)])


def _room(ink: Array) -> Array:
    return SIDE - np.array(ink.shape)


def _within(ink: Array, most: Array) -> Array:
    """Return the right corner, but from 0 up to ``most``."""
    within: Array = np.clip(np.rint(mass_corner(ink)), 0, np.maximum(most, 0))
    return within


def _mean_of_weighed(ink: Array) -> Array:
    """Return the corner where the weighed positions are divided by the number of pixels."""
    corner: Array = SIDE / 2 - (np.indices(ink.shape) * ink).mean(axis=(1, 2))
    return corner


def _middle_of_places(ink: Array) -> Array:
    """Return the corner where every pixel with ink counts alike."""
    corner: Array = SIDE / 2 - np.argwhere(ink > 0).mean(axis=0)
    return corner


_lay("center-of-box", lambda ink: _room(ink) // 2)
_lay("center-of-box", lambda ink: (_room(ink) + 1) // 2)
_lay("center-axes-swapped", lambda ink: mass_corner(ink)[::-1])
_move("center-axes-swapped", lambda corner: corner[::-1])
_lay("center-at-corner", lambda ink: (14, 14))
_lay("center-of-strongest", lambda ink: SIDE / 2 - np.argwhere(ink == ink.max())[0])
_lay("copy-not-moved", lambda ink: (0, 0))
_lay("center-mirrored", _room)
_lay("center-not-rounded", lambda ink: np.floor(mass_corner(ink)))
_lay("center-not-rounded", lambda ink: np.ceil(mass_corner(ink)))
_lay("center-not-rounded", lambda ink: SIDE / 2 - np.rint(SIDE / 2 - np.floor(mass_corner(ink))))
_lay("center-not-rounded", lambda ink: mass_corner(ink) - 0.5)
_lay("center-not-rounded", lambda ink: mass_corner(ink) + 0.5)
_lay("center-not-at-14", lambda ink: mass_corner(ink) - 1)
_lay("center-not-at-14", lambda ink: mass_corner(ink) + 1)
_lay("center-mirrored", lambda ink: -mass_corner(ink))
_lay("center-mirrored", lambda ink: SIDE / 2 - mass_corner(ink))
_lay("center-mirrored", lambda ink: SIDE - mass_corner(ink))
_lay("center-not-weighed", _middle_of_places)
_lay("center-edge-kept-free", lambda ink: _within(ink, _room(ink) - 1))
_lay("center-not-divided-by-ink", _mean_of_weighed)
_lay("center-of-median", lambda ink: SIDE / 2 - np.median(np.argwhere(ink > 0), axis=0))
_lay("center-of-powers", lambda ink: mass_corner(ink**2))
_lay("center-of-powers", lambda ink: mass_corner(np.sqrt(ink)))
_lay("center-of-strong-ink", lambda ink: mass_corner(ink * (ink > 0.5)))
_lay("center-of-strong-ink", lambda ink: mass_corner(ink > 0.5))
_lay("center-one-axis", lambda ink: (mass_corner(ink)[0], _room(ink)[1] // 2))
_lay("center-one-axis", lambda ink: (_room(ink)[0] // 2, mass_corner(ink)[1]))
_lay("center-one-axis", lambda ink: (mass_corner(ink)[0], 0))
_lay("center-one-axis", lambda ink: (0, mass_corner(ink)[1]))


@center_task.mistake
def center_outside(centre: Function, ink: Array) -> Any:
    # As much of it as the canvas holds.
    outside = np.zeros((3 * SIDE, 3 * SIDE))
    row, column = SIDE + np.rint(mass_corner(ink)).astype(int)
    outside[row : row + ink.shape[0], column : column + ink.shape[1]] = ink
    return outside[SIDE : 2 * SIDE, SIDE : 2 * SIDE]


@center_task.mistake
def center_cut_off(centre: Function, ink: Array) -> Any:
    # Kept inside at the top and on the left alone.
    row, column = np.maximum(np.rint(mass_corner(ink)), 0).astype(int)
    black = np.zeros((SIDE, SIDE))
    black[row:, column:][: ink.shape[0], : ink.shape[1]] = ink[: SIDE - row, : SIDE - column]
    return black


@center_task.mistake(cause="center-outside")
def rolled(centre: Function, ink: Array) -> Any:
    corner = np.rint(mass_corner(ink)).astype(int)
    return np.roll(laid_on_black(ink, (0, 0)), corner, axis=(0, 1))


@center_task.mistake(cause="center-outside")
def negative_corner_wraps(centre: Function, ink: Array) -> Any:
    # A slice that begins below 0 counts from the end.
    if (np.rint(mass_corner(ink)) >= 0).all():
        return centre(ink)
    return np.zeros((SIDE, SIDE))


@center_task.mistake(cause="ink-inverted")
def laid_on_white(centre: Function, ink: Array) -> Any:
    return np.where(centre(np.ones_like(ink)) > 0, centre(ink), 1)


@center_task.symptom("center-other-shape")
def other_shape(answer: Array, right: Array, ink: Array) -> Any:
    return answer.shape != right.shape


@center_task.symptom("center-elsewhere")
def elsewhere(answer: Array, right: Array, ink: Array) -> Any:
    windows = sliding_window_view(answer, ink.shape)
    found = (np.abs(windows - ink) < 1e-5).all(axis=(2, 3)).any()
    return found and abs(answer.sum() - ink.sum()) < 1e-3 * ink.sum()


@center_task.symptom("center-ink-changed", vague=True)
def ink_changed(answer: Array, right: Array, ink: Array) -> Any:
    return True


@center_task.steps()
def center_in_steps(ink: Array) -> Any:
    height, width = ink.shape
    total = np.sum(ink)
    if total == 0:
        return np.zeros((28, 28))
    middle_row = np.sum(np.arange(height) * np.sum(ink, axis=1)) / total
    middle_column = np.sum(np.arange(width) * np.sum(ink, axis=0)) / total
    top = int(np.round(14 - middle_row))
    left = int(np.round(14 - middle_column))
    top = min(max(top, 0), 28 - height)
    left = min(max(left, 0), 28 - width)
    result = np.zeros((28, 28))
    result[top : top + height, left : left + width] = ink
    return result
