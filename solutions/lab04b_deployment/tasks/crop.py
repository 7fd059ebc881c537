"""Task 4b.3: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task

from ..reference import FAINTEST, bounds

Array = NDArray[Any]
Function = Callable[..., Any]


def crop_ink(ink: Array) -> Array:
    return ink[bounds(ink)].copy() if (ink > FAINTEST).any() else ink.copy()


crop_task = Task("4b.3", right=crop_ink)


def _cut(cause: str, part: Callable[[Array, slice, slice], Array]) -> None:
    """Declare that ``part`` is cut out, from the ink and the rows and columns that hold it."""

    @crop_task.mistake(cause=cause)
    def cut(crop_ink: Function, ink: Array) -> Any:
        return part(ink, *bounds(ink)) if (ink > FAINTEST).any() else crop_ink(ink)


def _first_and_last(ink: Array, rows: slice, columns: slice) -> Array:
    places = np.argwhere(ink > FAINTEST)
    return ink[rows, places[0, 1] : places[-1, 1] + 1]


def _wider(ink: Array, rows: slice, columns: slice) -> Array:
    return ink[max(rows.start - 1, 0) : rows.stop + 1, max(columns.start - 1, 0) : columns.stop + 1]


_cut("crop-last-left-out", lambda ink, rows, columns: ink[rows, columns][:-1, :-1])
_cut("crop-last-left-out", lambda ink, rows, columns: ink[rows, columns][1:-1, 1:-1])
_cut("crop-last-left-out", lambda ink, rows, columns: ink[rows, columns][1:, 1:])
_cut("crop-last-left-out", lambda ink, rows, columns: ink[rows, columns][:-1])
_cut("crop-last-left-out", lambda ink, rows, columns: ink[rows, columns][:, :-1])
_cut("crop-one-axis", lambda ink, rows, columns: ink[rows])
_cut("crop-one-axis", lambda ink, rows, columns: ink[:, columns])
_cut("crop-axes-swapped", lambda ink, rows, columns: ink[columns, rows])
_cut("crop-first-and-last", _first_and_last)
_cut("crop-too-wide", _wider)
_cut(
    "crop-too-wide",
    lambda ink, rows, columns: ink[rows.start : rows.stop + 1, columns.start : columns.stop + 1],
)
_cut(
    "crop-faint-erased", lambda ink, rows, columns: np.where(ink > FAINTEST, ink, 0)[rows, columns]
)
_cut("crop-is-a-mask", lambda ink, rows, columns: (ink > FAINTEST)[rows, columns])
_cut("crop-is-a-mask", lambda ink, rows, columns: ink > FAINTEST)
_cut("crop-not-cut", lambda ink, rows, columns: np.where(ink > FAINTEST, ink, 0))
_cut("crop-pixels-alone", lambda ink, rows, columns: ink[ink > FAINTEST])
_cut("nothing-changed", lambda ink, rows, columns: ink)


@crop_task.mistake
def crop_faintest_ignored(crop_ink: Function, ink: Array) -> Any:
    return ink[bounds(ink, 0.0)] if ink.any() else ink


@crop_task.mistake(cause="crop-faintest-ignored")
def cropped_at_half(crop_ink: Function, ink: Array) -> Any:
    return ink[bounds(ink, 0.5)] if (ink > 0.5).any() else crop_ink(ink)


@crop_task.mistake
def crop_blank(crop_ink: Function, ink: Array) -> Any:
    return crop_ink(ink) if (ink > FAINTEST).any() else np.zeros((0, 0))


@crop_task.mistake(cause="crop-blank")
def crop_blank_erased(crop_ink: Function, ink: Array) -> Any:
    return crop_ink(ink) if (ink > FAINTEST).any() else np.zeros_like(ink)
