"""What each mistake that is derived from a way answers, kept for the next submission."""

from __future__ import annotations

import functools
import hashlib
import pickle
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import numpy as np

from fundamentals.grading.mutants._edits import edits_of
from fundamentals.grading.mutants._way import Edit, Way
from fundamentals.grading.tasks._call import Call

Function = Callable[..., Any]

# A class answers the same few calls; the answers to one are some hundred small arrays.
_MOST_CALLS = 24
_MOST_MADE = 2048


class Mutants:
    """The mistakes that are derived from a way, as functions.

    Args:
        way: The right answer in steps.
    """

    def __init__(self, way: Way) -> None:
        self.way = way
        self._edits: tuple[Edit, ...] | None = None
        self._rows: OrderedDict[bytes, list[Any]] = OrderedDict()
        self.made = functools.lru_cache(_MOST_MADE)(self._made)

    def edits(self, call: Call) -> tuple[Edit, ...]:
        """Return the mistakes, the simplest first; ``call`` is any that the way can answer."""
        if self._edits is None:
            self._edits = edits_of(self.way, self.way.arrays(call))
        return self._edits

    def _made(self, *edits: Edit) -> Function:
        made = self.way.made(edits)
        # It may write into its arguments, which others are called with.
        return lambda *arguments: Call(*arguments).to(made)

    def answers(self, call: Call) -> list[Any]:
        """Return what each mistake answers; None where it raises an error."""
        edits = self.edits(call)
        key = hashlib.sha256(pickle.dumps((call.arguments, dict(call.named)))).digest()
        if key not in self._rows:
            self._rows[key] = [asked(self.made(edit), call) for edit in edits]
            while len(self._rows) > _MOST_CALLS:
                self._rows.popitem(last=False)
        self._rows.move_to_end(key)
        return self._rows[key]


def asked(function: Function, call: Call) -> Any:
    """Return what ``function`` answers; None where it raises an error."""
    try:
        with np.errstate(all="ignore"):
            return function(*call.arguments)
    except Exception:  # a mistake may lead to any
        return None
