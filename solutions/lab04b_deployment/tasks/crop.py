"""Task 4b.3: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from fundamentals.grading import Task
from fundamentals.language import Text

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


def _cut_again(cause: str, part: Callable[[Array], Array]) -> None:
    """Declare that ``part`` of what is right is returned."""

    @crop_task.mistake(cause=cause)
    def cut(crop_ink: Function, ink: Array) -> Any:
        right = np.asarray(crop_ink(ink))
        return part(right) if (ink > FAINTEST).any() else right


def _first_and_last(ink: Array, rows: slice, columns: slice) -> Array:
    places = np.argwhere(ink > FAINTEST)
    return ink[rows, places[0, 1] : places[-1, 1] + 1]


def _wider(ink: Array, rows: slice, columns: slice) -> Array:
    return ink[max(rows.start - 1, 0) : rows.stop + 1, max(columns.start - 1, 0) : columns.stop + 1]


def _without_empty(ink: Array) -> Array:
    strong = ink > FAINTEST
    return ink[strong.any(axis=1)][:, strong.any(axis=0)]


_cut_again("crop-last-left-out", lambda cut: cut[:-1, :-1])
_cut_again("crop-last-left-out", lambda cut: cut[1:-1, 1:-1])
_cut_again("crop-last-left-out", lambda cut: cut[1:, 1:])
_cut_again("crop-last-left-out", lambda cut: cut[:-1])
_cut_again("crop-last-left-out", lambda cut: cut[:, :-1])
_cut_again("crop-flipped", lambda cut: cut[::-1])
_cut_again("crop-flipped", lambda cut: cut[:, ::-1])
_cut("crop-one-axis", lambda ink, rows, columns: ink[rows])
_cut("crop-one-axis", lambda ink, rows, columns: ink[:, columns])
_cut("crop-axes-swapped", lambda ink, rows, columns: ink[columns, rows])
_cut("crop-first-and-last", _first_and_last)
_cut("crop-too-wide", _wider)
_cut(
    "crop-too-wide",
    lambda ink, rows, columns: ink[rows.start : rows.stop + 1, columns.start : columns.stop + 1],
)
# A slice that begins at -1 begins at the end.
_cut(
    "crop-too-wide",
    lambda ink, rows, columns: ink[
        rows.start - 1 : rows.stop + 1, columns.start - 1 : columns.stop + 1
    ],
)
_cut("crop-empty-dropped", lambda ink, rows, columns: _without_empty(ink))
_cut(
    "crop-bounds-alone",
    lambda ink, rows, columns: np.array([rows.start, rows.stop, columns.start, columns.stop]),
)
_cut(
    "crop-bounds-alone",
    lambda ink, rows, columns: np.array([rows.start, columns.start, rows.stop, columns.stop]),
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


@crop_task.mistake(cause="crop-faint-left-out")
def cropped_at_half(crop_ink: Function, ink: Array) -> Any:
    return ink[bounds(ink, 0.5)] if (ink > 0.5).any() else crop_ink(ink)


@crop_task.mistake
def crop_blank(crop_ink: Function, ink: Array) -> Any:
    return crop_ink(ink) if (ink > FAINTEST).any() else np.zeros((0, 0))


@crop_task.mistake(cause="crop-blank")
def crop_blank_erased(crop_ink: Function, ink: Array) -> Any:
    return crop_ink(ink) if (ink > FAINTEST).any() else np.zeros_like(ink)


@crop_task.symptom("crop-too-wide")
def wider(answer: Array, right: Array, ink: Array) -> Any:
    return _part_of(answer, ink) and _part_of(right, answer)


@crop_task.symptom("crop-too-small")
def smaller(answer: Array, right: Array, ink: Array) -> Any:
    return _part_of(answer, right)


@crop_task.symptom("crop-elsewhere")
def elsewhere(answer: Array, right: Array, ink: Array) -> Any:
    return _part_of(answer, ink)


@crop_task.symptom("crop-values-changed")
def values_changed(answer: Array, right: Array, ink: Array) -> Any:
    return answer.shape == right.shape


@crop_task.symptom("crop-no-rectangle", vague=True)
def no_rectangle(answer: Array, right: Array, ink: Array) -> Any:
    return True


def _part_of(part: Array, whole: Array) -> Any:
    """Return whether ``part`` is a rectangle of ``whole``."""
    if part.ndim != 2 or not part.size or (np.array(part.shape) > whole.shape).any():
        return False
    windows = sliding_window_view(whole, part.shape)
    return (np.abs(windows - part) < 1e-5).all(axis=(2, 3)).any()


@crop_task.steps(
    rows=Text("the rows that hold ink", "有筆跡的列"),
    columns=Text("the columns that hold ink", "有筆跡的行"),
)
def crop_in_steps(ink: Array) -> Any:
    rows, columns = np.nonzero(ink > FAINTEST)
    if len(rows) == 0:
        return ink
    top, bottom = np.min(rows), np.max(rows)
    left, right = np.min(columns), np.max(columns)
    return ink[top : bottom + 1, left : right + 1]
