"""Task 4b.2: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task

from ..reference import FAINTEST, border_of, ink_of, most_frequent, stretched

Array = NDArray[Any]
Function = Callable[..., Any]


def find_ink(grey: Array) -> Array:
    return ink_of(grey).astype(np.float32)


ink_task = Task("4b.2", right=find_ink)


@ink_task.mistake
def ink_not_stretched(find_ink: Function, grey: Array) -> Any:
    # How much the brightness of two pixels differs, by how much their ink does.
    ink = np.asarray(find_ink(grey))
    levels, places = np.unique(grey, return_index=True)
    if len(levels) == 1:
        return ink
    return ink * np.median(np.abs(np.diff(levels) / np.diff(ink.ravel()[places])))


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
_paper_is("paper-from-one-side", lambda grey: np.median(grey[[0, -1]]))
_paper_is("paper-from-one-side", lambda grey: np.median(grey[:, [0, -1]]))
_paper_is("paper-from-one-side", lambda grey: np.median(np.append(grey[0], grey[:, 0])))
_paper_is("paper-from-one-side", lambda grey: np.median(np.append(grey[-1], grey[:, -1])))
_paper_is("paper-from-one-side", lambda grey: np.mean(grey[0]))
_paper_is("paper-from-one-side", lambda grey: np.median(grey[[0, 0, -1, -1], [0, -1, 0, -1]]))
_paper_is("paper-from-corner", lambda grey: grey[0, -1])
_paper_is("paper-from-corner", lambda grey: grey[-1, 0])
_paper_is("paper-from-corner", lambda grey: grey[-1, -1])
_paper_is("paper-is-extreme", lambda grey: border_of(grey).max())
_paper_is("paper-is-extreme", lambda grey: border_of(grey).min())
_paper_is("paper-of-two-middles", lambda grey: np.quantile(border_of(grey), 0.5, method="higher"))
_paper_is("paper-of-two-middles", lambda grey: np.quantile(border_of(grey), 0.5, method="lower"))
_paper_is("paper-is-mean", lambda grey: border_of(grey).mean())
_paper_is("paper-is-mean", lambda grey: np.append(grey[[0, -1]], grey[1:-1, [0, -1]]).mean())
_paper_is("paper-is-mean", lambda grey: grey[[0, 0, -1, -1], [0, -1, 0, -1]].mean())


@ink_task.mistake
def paper_taken_for_ink(find_ink: Function, grey: Array) -> Any:
    return 1 - grey


@ink_task.mistake(cause="paper-taken-for-ink")
def gray_as_it_is(find_ink: Function, grey: Array) -> Any:
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
_paper_is("paper-from-all", lambda grey: most_frequent(grey))
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


@ink_task.mistake
def ink_smallest_distance(find_ink: Function, grey: Array) -> Any:
    # 0 wherever some pixel is exactly as bright as the paper.
    distance = _distance(grey)
    return stretched(distance - distance.min())


@ink_task.mistake(cause="ink-smallest-distance")
def divided_by_both_ends(find_ink: Function, grey: Array) -> Any:
    distance = _distance(grey)
    return distance / (distance.max() + distance.min() or 1)


@ink_task.mistake(cause="ink-smallest-distance")
def divided_by_range(find_ink: Function, grey: Array) -> Any:
    distance = _distance(grey)
    return distance / (np.ptp(distance) or 1)


def _distance(grey: Array) -> Array:
    distance: Array = np.abs(grey - np.median(border_of(grey)))
    return distance


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


@ink_task.symptom("ink-other-shape")
def other_shape(answer: Array, right: Array, grey: Array) -> Any:
    return answer.shape != right.shape


@ink_task.symptom("paper-other-brightness")
def other_brightness(answer: Array, right: Array, grey: Array) -> Any:
    return any(
        np.allclose(answer, ink_of(grey, paper), atol=1e-4) for paper in _papers(answer, grey)
    )


@ink_task.symptom("paper-taken-for-ink")
def paper_not_zero(answer: Array, right: Array, grey: Array) -> Any:
    return (np.abs(answer[right == 0]) > _ZERO).any()


@ink_task.symptom("ink-not-stretched")
def strongest_not_one(answer: Array, right: Array, grey: Array) -> Any:
    return right.any() and abs(answer.max() - 1) > _ZERO


@ink_task.symptom("ink-not-in-proportion", vague=True)
def not_in_proportion(answer: Array, right: Array, grey: Array) -> Any:
    return True


_ZERO = 1e-3


def _papers(answer: Array, grey: Array) -> list[float]:
    """Return the brightness of paper that the ink of two pixels tells of, on either side of it."""
    strongest, other = answer.argmax(), np.abs(answer - 0.5).argmin()
    far, near, share = grey.flat[strongest], grey.flat[other], answer.flat[other]
    # share = (near - paper) / (far - paper), or the same below 0.
    return [(near - sign * share * far) / (1 - sign * share) for sign in (1, -1)]


@ink_task.steps()
def ink_in_steps(grey: Array) -> Any:
    border = [*grey[0], *grey[-1], *grey[:, 0], *grey[:, -1]]
    paper = np.median(border)
    distance = np.abs(grey - paper)
    strongest = np.max(distance)
    if strongest == 0:
        return distance
    return distance / strongest
