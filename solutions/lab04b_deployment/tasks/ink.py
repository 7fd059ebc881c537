"""Task 4b.2: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task

from ..reference import FAINTEST, border_of, ink_of, stretched

Array = NDArray[Any]
Function = Callable[..., Any]


def find_ink(grey: Array) -> Array:
    return ink_of(grey).astype(np.float32)


ink_task = Task("4b.2", right=find_ink)


@ink_task.mistake
def ink_not_stretched(find_ink: Function, grey: Array) -> Any:
    return np.abs(grey - np.median(border_of(grey)))


def _paper_is(cause: str, paper: Callable[[Array], Any]) -> None:
    """Declare that ``paper`` of a picture is taken for the brightness of its paper."""

    @ink_task.mistake(cause=cause)
    def from_there(find_ink: Function, grey: Array) -> Any:
        return ink_of(grey, float(paper(grey)))


_paper_is("paper-from-corner", lambda grey: grey[0, 0])
_paper_is("paper-from-one-side", lambda grey: np.median(grey[0]))
_paper_is("paper-from-one-side", lambda grey: np.median(grey[:, 0]))
_paper_is("paper-from-one-side", lambda grey: np.median(grey[-1]))
_paper_is("paper-from-one-side", lambda grey: np.median(grey[:, -1]))
_paper_is("paper-is-mean", lambda grey: border_of(grey).mean())
_paper_is("paper-is-mean", lambda grey: np.append(grey[[0, -1]], grey[1:-1, [0, -1]]).mean())
_paper_is("paper-is-mean", lambda grey: grey[[0, 0, -1, -1], [0, -1, 0, -1]].mean())


@ink_task.mistake
def paper_taken_for_ink(find_ink: Function, grey: Array) -> Any:
    return 1 - grey


@ink_task.mistake(cause="paper-taken-for-ink")
def grey_as_it_is(find_ink: Function, grey: Array) -> Any:
    return grey


@ink_task.mistake(cause="paper-taken-for-ink")
def darkness_stretched(find_ink: Function, grey: Array) -> Any:
    return stretched(1 - grey)


@ink_task.mistake(cause="paper-taken-for-ink")
def brightness_stretched(find_ink: Function, grey: Array) -> Any:
    return stretched(grey)


@ink_task.mistake
def ink_inverted(find_ink: Function, grey: Array) -> Any:
    return 1 - find_ink(grey)


def _brightness_decides(
    brightness: Callable[[Array], Any], stretch: Callable[[Array], Array]
) -> None:
    """Declare that a picture brighter than 0.5 is inverted, and stretched in this way."""

    @ink_task.mistake(cause="paper-by-brightness")
    def turned(find_ink: Function, grey: Array) -> Any:
        return stretch(1 - grey if brightness(grey) > 0.5 else grey)


def _from_minimum(values: Array) -> Array:
    return stretched(values - values.min())


for _brightness in (np.mean, np.median, lambda grey: np.median(border_of(grey)), lambda g: g[0, 0]):
    for _stretch in (_from_minimum, np.asarray, stretched):
        _brightness_decides(_brightness, _stretch)

_paper_is("paper-from-all", np.median)
_paper_is("paper-from-all", np.mean)
_paper_is("paper-from-all", np.max)
_paper_is("paper-from-all", np.min)


def _signed(sign: int, finished: Callable[[Array], Array]) -> None:
    """Declare that ink on one side of the paper only is looked for."""

    @ink_task.mistake(cause="ink-inverted")
    def one_side(find_ink: Function, grey: Array) -> Any:
        return finished(sign * (np.median(border_of(grey)) - grey))


for _sign in (1, -1):
    _signed(_sign, np.asarray)
    _signed(_sign, lambda values: values.clip(0))
    _signed(_sign, lambda values: stretched(values.clip(0)))
    _signed(_sign, stretched)
    _signed(_sign, lambda values: values / (np.abs(values).max() or 1))


@ink_task.mistake(cause="ink-squared")
def squared(find_ink: Function, grey: Array) -> Any:
    return find_ink(grey) ** 2


@ink_task.mistake(cause="ink-thresholded")
def thresholded(find_ink: Function, grey: Array) -> Any:
    return (find_ink(grey) > 0.5).astype(float)


@ink_task.mistake(cause="ink-thresholded")
def thresholded_low(find_ink: Function, grey: Array) -> Any:
    return (find_ink(grey) > FAINTEST).astype(float)


@ink_task.mistake
def blank_divided_by_zero(find_ink: Function, grey: Array) -> Any:
    return find_ink(grey) if np.ptp(grey) else np.full_like(grey, np.nan)
