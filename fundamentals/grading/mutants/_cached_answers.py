"""What each mistake derived from steps answers, kept for the next submission."""

from __future__ import annotations

import functools
import hashlib
import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import numpy as np

from fundamentals.grading.mutants._edits import edits_of
from fundamentals.grading.mutants._steps import Edit, Steps
from fundamentals.grading.tasks._call import Call

Function = Callable[..., Any]

# A class answers the same few calls; the answers to one are some hundred small arrays.
_MOST_CALLS = 24
_MOST_MADE = 2048


class Mutants:
    """The mistakes that are derived from the steps of a right answer, as functions.

    Args:
        steps: The right answer in steps.

    Attributes:
        simple: How many of its mistakes are simple, once they have been derived.
    """

    def __init__(self, steps: Steps) -> None:
        self.steps = steps
        self._edits: tuple[Edit, ...] | None = None
        self.simple = 0
        self._rows: OrderedDict[bytes, CachedAnswers] = OrderedDict()
        # A worker of a cluster grades in several threads, by one rubric.
        self._lock = threading.RLock()
        self.made = functools.lru_cache(_MOST_MADE)(self._made)

    def edits(self, call: Call) -> tuple[Edit, ...]:
        """Return the mistakes, the simplest first; ``call`` is any that the steps can answer."""
        with self._lock:
            if self._edits is None:
                simple, others = edits_of(self.steps, self.steps.arrays(call))
                self._edits, self.simple = (*simple, *others), len(simple)
            return self._edits

    def _made(self, *edits: Edit) -> Function:
        made = self.steps.made(edits)
        # It may write into its arguments, which others are called with.
        return lambda *arguments: Call(*arguments).to(made)

    def answers_to(self, call: Call) -> CachedAnswers:
        """Return what the mistakes answer to ``call``, each computed once it is needed."""
        edits = self.edits(call)
        key = hashlib.sha256(pickle.dumps((call.arguments, dict(call.named)))).digest()
        with self._lock:
            if key not in self._rows:
                self._rows[key] = CachedAnswers(
                    lambda number: answer_or_none(self.made(edits[number]), call), len(edits)
                )
                while len(self._rows) > _MOST_CALLS:
                    self._rows.popitem(last=False)
            self._rows.move_to_end(key)
            return self._rows[key]


class CachedAnswers:
    """What each mistake answers to one call; None if it raises an error."""

    def __init__(self, answer: Callable[[int], Any], length: int) -> None:
        self._answer = answer
        self._known: list[Any] = [_UNKNOWN] * length

    def __getitem__(self, number: int) -> Any:
        if self._known[number] is _UNKNOWN:
            self._known[number] = self._answer(number)
        return self._known[number]

    def is_known(self, number: int) -> bool:
        """Return whether the mistake with this number has already answered."""
        return self._known[number] is not _UNKNOWN


_UNKNOWN = object()


def answer_or_none(function: Function, call: Call) -> Any:
    """Return what ``function`` answers; None if it raises an error."""
    try:
        with np.errstate(all="ignore"):
            return function(*call.arguments)
    except Exception:  # a mistake may lead to any
        return None
