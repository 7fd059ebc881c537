"""Task 4a.5: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fundamentals.grading import Task

Function = Callable[..., Any]

_SAME = {"mirror": {0, 1, 8}, "half_turn": {0, 1, 8}}


def keeps_label(change: str, digit: int) -> bool:
    return change not in _SAME or digit in _SAME[change]


keeps_task = Task("4a.5", right=keeps_label)


def _keeps(cause: str, keeps: Callable[[str, int], bool]) -> None:
    """Declare that this is answered."""

    @keeps_task.mistake(cause=cause)
    def mistaken(keeps_label: Function, change: str, digit: int) -> Any:
        return keeps(change, digit)


_keeps("every-change-keeps", lambda change, digit: True)
_keeps("no-change-keeps", lambda change, digit: False)
_keeps("only-six-and-nine", lambda change, digit: change not in _SAME or digit not in (6, 9))
_keeps("only-six-and-nine", lambda change, digit: change != "half_turn" or digit not in (6, 9))
_keeps("keeps-upside-down", lambda c, digit: c not in _SAME or digit in (0, 3, 8))
_keeps("keeps-upside-down", lambda c, digit: c not in _SAME or digit in (0, 1, 3, 8))
_keeps("keeps-small-changes-forgotten", lambda change, digit: digit in (0, 1, 8))
_keeps("keeps-eight-alone", lambda change, digit: change not in _SAME or digit == 8)
_keeps("keeps-eight-alone", lambda change, digit: change not in _SAME or digit == 0)
_keeps("keeps-six-and-nine", lambda c, digit: c not in _SAME or digit in (0, 1, 6, 8, 9))
_keeps("keeps-six-and-nine", lambda c, digit: c != "half_turn" or digit in (0, 1, 6, 8, 9))


def _small_changes_lost(changes: tuple[str, ...]) -> None:
    _keeps("keeps-small-changes-forgotten", lambda change, digit: change not in changes)


for _change in ("shift", "rotate", "zoom", "brighten"):
    _small_changes_lost((_change,))
_keeps("every-change-keeps", lambda change, digit: change != "mirror" or digit in (0, 1, 8))
_keeps("every-change-keeps", lambda change, digit: change != "half_turn" or digit in (0, 1, 8))
_keeps("keeps-one-forgotten", lambda change, digit: change not in _SAME or digit in (0, 8))


@keeps_task.mistake
def keeps_inverted(keeps_label: Function, change: str, digit: int) -> Any:
    return not keeps_label(change, digit)


@keeps_task.symptom("keeps-small-changes-forgotten")
def small_change_lost(answer: Any, right: Any, change: str, digit: int) -> Any:
    return change not in _SAME and not answer


@keeps_task.symptom("keeps-too-many")
def keeps_too_many(answer: Any, right: Any, *call: Any) -> Any:
    return answer and not right


@keeps_task.symptom("keeps-too-few")
def keeps_too_few(answer: Any, right: Any, *call: Any) -> Any:
    return right and not answer


@keeps_task.symptom("keeps-mixed-up")
def keeps_mixed_up(answer: Any, right: Any, *call: Any) -> Any:
    return answer != right
