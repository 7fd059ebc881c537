"""Finding the mistake behind an exception: one that raises the same one on the same calls.

A message such as "operands could not be broadcast together with shapes (2,2) (2,4)" tells little,
but few mistakes lead to it.
"""

from __future__ import annotations

import itertools
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from fundamentals.grading._check import Cause
from fundamentals.grading._expect import as_numbers, same
from fundamentals.grading.tasks._answer_part import AnswerPart
from fundamentals.grading.tasks._call import Call
from fundamentals.grading.tasks._declared import Declared

Function = Callable[..., Any]

# Slow steps may not hold up a class.
_SECONDS = 1.0


class Raised(NamedTuple):
    """An exception: the name of its type, and what it says."""

    type_name: str
    message: str


# An answer's numbers, None for an answer that has none, or what was raised.
CallOutcome = tuple[Call, Any]


def explain_exception(
    outcomes: Sequence[CallOutcome],
    further: Callable[[], Iterable[CallOutcome]],
    task: Declared,
    part: AnswerPart,
) -> Cause | None:
    """Return the cause of the simplest mistake that leads to every outcome; None if none does.

    A message without numbers, such as shapes or an index, comes from much that has nothing in
    common: there, only one kind of mistake may lead to the outcomes.

    Args:
        outcomes: Each call, with every argument by position, and its outcome; the last raised.
        further: Makes further calls.
        task: What is right, and what is known to go wrong.
        part: The part of an answer that is compared.
    """
    until = time.thread_time() + _SECONDS
    more: list[CallOutcome] | None = None
    found: Cause | None = None
    tells_little = not any(map(str.isdigit, outcomes[-1][1].message))
    with warnings.catch_warnings():
        # Code with a mistake warns of many things, and none of them is the learner's.
        warnings.simplefilter("ignore")
        for cause, function in _candidates(outcomes[-1][0], task):
            if time.thread_time() > until:
                break
            compared = part.of(function)
            # What raised rules out the most, so it comes first.
            if not _lead_to(compared, reversed(outcomes), task.tolerance):
                continue
            more = list(further()) if more is None else more
            if not _lead_to(compared, more, task.tolerance):
                continue
            if not tells_little:
                return cause
            if found is not None and found.id != cause.id:
                return None
            found = found or cause
    return found


def _candidates(call: Call, task: Declared) -> Iterator[tuple[Cause, Function]]:
    for mistake in task.mistakes:
        yield mistake.cause, mistake.made_in(task.right)
    for derivation in task.mutants:
        edits = derivation.edits(call)
        for edit in itertools.islice(edits, derivation.simple):
            yield edit.cause, derivation.made(edit)
    # Further steps only say more simply what the first one can say, too.
    for derivation in task.mutants[:1]:
        for edit in itertools.islice(derivation.edits(call), derivation.simple, None):
            yield edit.cause, derivation.made(edit)


def _lead_to(function: Function, outcomes: Iterable[CallOutcome], tolerance: float) -> bool:
    return all(_leads_to(function, *outcome, tolerance) for outcome in outcomes)


def _leads_to(function: Function, call: Call, came: Any, tolerance: float) -> bool:
    try:
        with np.errstate(all="ignore"):
            answer = as_numbers(call.to(function))
    except Exception as error:
        return isinstance(came, Raised) and came == Raised(type(error).__name__, str(error))
    if answer is None or came is None or isinstance(came, Raised):
        return False
    return same(came, answer, tolerance)
