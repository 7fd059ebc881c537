"""Task 7.6: which network, and how good it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Cause, Part, Task, expect, lab_causes

causes = lab_causes(__file__)

Array = NDArray[Any]
Function = Callable[..., Any]


def choose_and_report(validation: Array, test: Array) -> tuple[Any, Any]:
    best = int(np.argmax(validation))
    return best, test[best]


report_task = Task("7.6", right=choose_and_report)


def _one_of_report(place: int) -> Callable[[Any], Any]:
    def pick(report: Any) -> Any:
        expect(report is not None, causes.NOTHING_RETURNED)
        pair = isinstance(report, tuple | list | np.ndarray) and np.shape(report) == (2,)
        expect(pair, causes.REPORT_NOT_A_PAIR)
        return report[place]

    return pick


CHOSEN = Part(_one_of_report(0), "{call}[0]")
REPORTED = Part(_one_of_report(1), "{call}[1]")


@report_task.mistake
def report_swapped(report: Function, *accuracies: Array) -> Any:
    return report(*accuracies)[::-1]


# These leave the choice right.
def _declare_reports(*mistakes: tuple[Cause, Callable[[Array, Array, int], Any]]) -> None:
    """Declare what may be reported, made of both accuracies and the index that was chosen."""
    for cause, make in mistakes:

        def mistaken(
            report: Function,
            validation: Array,
            test: Array,
            *,
            make: Callable[[Array, Array, int], Any] = make,
        ) -> Any:
            best = report(validation, test)[0]
            return best, make(validation, test, best)

        mistaken.__name__ = cause.id
        report_task.mistake(cause=cause.id)(mistaken)


_declare_reports(
    (causes.REPORTED_VALIDATION, lambda validation, test, best: validation[best]),
    (causes.REPORTED_BEST_TEST, lambda validation, test, best: test.max()),
    (causes.REPORTED_MEAN, lambda validation, test, best: test.mean()),
    (causes.REPORTED_MEAN, lambda validation, test, best: np.median(test)),
    (causes.REPORTED_MEAN, lambda validation, test, best: validation.mean()),
    (causes.REPORTED_MEAN, lambda validation, test, best: (validation[best] + test[best]) / 2),
    (causes.REPORTED_GAP, lambda validation, test, best: validation[best] - test[best]),
    (causes.REPORTED_GAP, lambda validation, test, best: test[best] - validation[best]),
    (causes.REPORTED_ANOTHER, lambda validation, test, best: test.min()),
    (causes.REPORTED_ANOTHER, lambda validation, test, best: np.sort(test)[best]),
    (causes.REPORTED_ANOTHER, lambda validation, test, best: test[-1]),
    (causes.REPORTED_ANOTHER, lambda validation, test, best: test[0]),
    (causes.REPORTED_ANOTHER, lambda validation, test, best: test[validation.argmin()]),
    (causes.REPORTED_ANOTHER, lambda validation, test, best: test[(best + 1) % len(test)]),
    (causes.REPORTED_ANOTHER, lambda validation, test, best: test[best - 1]),
    (causes.ACCURACY_IN_PERCENT, lambda validation, test, best: 100 * test[best]),
    (causes.ACCURACY_IS_ERROR_RATE, lambda validation, test, best: 1 - test[best]),
)


def _declare_choices(*mistakes: tuple[Cause, Callable[[Array, Array], Any]]) -> None:
    """Declare by which numbers, the larger the better, the network may be chosen."""
    for cause, judge in mistakes:

        def mistaken(
            report: Function,
            validation: Array,
            test: Array,
            *,
            judge: Callable[[Array, Array], Any] = judge,
        ) -> Any:
            return report(judge(validation, test), test)

        mistaken.__name__ = cause.id
        report_task.mistake(cause=cause.id)(mistaken)


_declare_choices(
    (causes.CHOSEN_BY_TEST, lambda validation, test: test),
    (causes.CHOSEN_BY_BOTH, lambda validation, test: validation + test),
    (causes.CHOSEN_BY_BOTH, lambda validation, test: validation * test),
    (causes.CHOSEN_BY_BOTH, np.minimum),
    (causes.CHOSEN_BY_BOTH, np.maximum),
    (causes.CHOSEN_BY_GAP, lambda validation, test: -np.abs(validation - test)),
    (causes.CHOSEN_BY_GAP, lambda validation, test: np.abs(validation - test)),
    (causes.CHOSEN_BY_GAP, lambda validation, test: validation - test),
    (causes.CHOSEN_BY_GAP, lambda validation, test: test - validation),
    (causes.CHOSEN_WORST, lambda validation, test: -validation),
    (causes.CHOSEN_WORST, lambda validation, test: -test),
    (causes.CHOSEN_SECOND, lambda validation, test: np.where(_best(validation), 0, validation)),
    (causes.CHOSEN_LAST, lambda validation, test: np.arange(len(test))),
    (causes.CHOSEN_FIRST, lambda validation, test: -np.arange(len(test))),
)


def _best(values: Array) -> Any:
    return values == values.max()


@report_task.mistake
def chosen_from_one(report: Function, *accuracies: Array) -> Any:
    best, accuracy = report(*accuracies)
    return best + 1, accuracy


@report_task.mistake(cause="chosen-from-one")
def chosen_from_one_and_read(report: Function, validation: Array, test: Array) -> Any:
    best = report(validation, test)[0] + 1
    return best, test[best % len(test)]


@report_task.mistake
def chosen_value(report: Function, validation: Array, test: Array) -> Any:
    return validation[report(validation, test)[0]], report(validation, test)[1]
