"""Task 7.6: which network, and how good it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import AnswerPart, Cause, Task, expect, lab_causes

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
        pair = isinstance(report, tuple | list | np.ndarray) and [
            np.size(item) for item in report if not isinstance(item, list | tuple | dict)
        ] == [1, 1]
        expect(pair, causes.REPORT_NOT_A_PAIR)
        return report[place]

    return pick


CHOSEN = AnswerPart(_one_of_report(0), "{call}[0]")
REPORTED = AnswerPart(_one_of_report(1), "{call}[1]")


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
    (causes.REPORTED_GAP, lambda validation, test, best: abs(validation[best] - test[best])),
    (causes.REPORTED_OF_BOTH, lambda validation, test, best: min(validation[best], test[best])),
    (causes.REPORTED_OF_BOTH, lambda validation, test, best: max(validation[best], test[best])),
    (causes.REPORTED_OF_BOTH, lambda validation, test, best: validation[best] * test[best]),
    (causes.REPORTED_GAP, lambda validation, test, best: test[best] - validation[best]),
    (causes.REPORTED_ANOTHER, lambda validation, test, best: test.min()),
    (causes.REPORTED_ANOTHER, lambda validation, test, best: np.sort(test)[best]),
    (causes.REPORTED_ANOTHER, lambda validation, test, best: test[-1]),
    (causes.REPORTED_ANOTHER, lambda validation, test, best: test[0]),
    (causes.REPORTED_ANOTHER, lambda validation, test, best: test[validation.argmin()]),
    (causes.REPORTED_ANOTHER, lambda validation, test, best: test[(best + 1) % len(test)]),
    (causes.REPORTED_ANOTHER, lambda validation, test, best: test[best - 1]),
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


_declare_choices(
    (causes.CHOSEN_ANOTHER, lambda validation, test: -np.abs(validation - np.median(validation))),
    (causes.CHOSEN_ANOTHER, lambda validation, test: -np.abs(validation - validation.mean())),
    (causes.CHOSEN_ANOTHER, lambda validation, test: validation > validation.mean()),
    (causes.CHOSEN_BY_BOTH, lambda validation, test: -(validation + test)),
)


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


@report_task.mistake(cause="accuracy-in-percent")
def in_percent(report: Function, *accuracies: Array) -> Any:
    best, accuracy = report(*accuracies)
    return best, 100 * accuracy


@report_task.mistake(cause="accuracy-is-error-rate")
def error_rate(report: Function, *accuracies: Array) -> Any:
    best, accuracy = report(*accuracies)
    return best, 1 - accuracy


@report_task.symptom("chosen-value", part=CHOSEN)
def no_index(answer: Array, right: Array, validation: Array, test: Array) -> Any:
    return answer % 1 != 0


@report_task.symptom("chosen-no-network", part=CHOSEN)
def no_network(answer: Array, right: Array, validation: Array, test: Array) -> Any:
    return not 0 <= answer < len(test)


@report_task.symptom("chosen-another", part=CHOSEN, vague=True)
def another(answer: Array, right: Array, validation: Array, test: Array) -> Any:
    return True


@report_task.symptom("reported-another", part=REPORTED)
def of_another(answer: Array, right: Array, validation: Array, test: Array) -> Any:
    return bool(np.isclose(answer, test).any())


@report_task.symptom("reported-other-validation", part=REPORTED)
def of_validation(answer: Array, right: Array, validation: Array, test: Array) -> Any:
    return bool(np.isclose(answer, validation).any())


@report_task.symptom("rounded", part=REPORTED)
def rounded(answer: Array, right: Array, validation: Array, test: Array) -> Any:
    return any(abs(answer - right) <= 0.51 / 10**n and _whole(answer * 10**n) for n in (1, 2, 3))


@report_task.symptom("reported-no-accuracy", part=REPORTED, vague=True)
def no_accuracy(answer: Array, right: Array, validation: Array, test: Array) -> Any:
    return True


def _whole(number: Any) -> bool:
    return bool(np.isclose(number, np.round(number), atol=1e-6))


@report_task.steps()
def reported_in_steps(validation: Array, test: Array) -> tuple[Any, Any]:
    best = 0
    for index in range(len(validation)):
        if validation[index] > validation[best]:
            best = index
    return best, test[best]
