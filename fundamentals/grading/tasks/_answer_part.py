"""The part of an answer that a case compares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any


@dataclass(frozen=True)
class AnswerPart:
    """The part of an answer that a case compares.

    Attributes:
        pick: Returns the part; raises :class:`FailedCheckError` if an answer lacks it.
        text: How it is shown, with ``{call}`` for the call: ``"{call}[0]"``.
        words: What numbers that ``pick`` puts in the place of texts stand for, to show them.
    """

    pick: Callable[[Any], Any]
    text: str
    words: Mapping[float, str] = field(default_factory=dict, compare=False)

    def of(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``function`` reduced to this part of its answers."""
        if self is WHOLE:
            # Thousands of mistakes are tried for one wrong answer.
            return function

        @wraps(function)
        def partly(*arguments: Any, **named: Any) -> Any:
            return self.pick(function(*arguments, **named))

        return partly


WHOLE = AnswerPart(lambda answer: answer, "{call}")
