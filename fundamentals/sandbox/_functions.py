"""A submission made of trusted functions and called in this process: declared mistakes, tests."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import numpy as np

from fundamentals.sandbox._failures import StudentError
from fundamentals.sandbox._running_submission import RunningSubmission
from fundamentals.sandbox._student import Student
from fundamentals.sandbox._submission import Submission
from fundamentals.sandbox._worker_client import WorkerClient


class FunctionStudent(Student):
    """A submission that has ``functions``, by name."""

    def __init__(self, **functions: Callable[..., Any]) -> None:
        super().__init__(_RunningFunctions(functions))


class _RunningFunctions(RunningSubmission):
    is_trusted = True

    def __init__(self, functions: dict[str, Callable[..., Any]]) -> None:
        super().__init__(
            Submission("functions.py", b""), seed=0, seconds=60.0, total_seconds=3600.0
        )
        self._functions = functions
        self._changed: tuple[int | str, ...] = ()

    def _open(self, packages: Collection[str]) -> WorkerClient:
        raise AssertionError("there is no process")

    def call(self, function: str, /, *arguments: Any, **named: Any) -> Any:
        given: list[tuple[int | str, Any]] = [*enumerate(arguments), *named.items()]
        arrays = {key: value for key, value in given if isinstance(value, np.ndarray)}
        before = {key: array.copy() for key, array in arrays.items()}
        try:
            with np.errstate(all="ignore"):
                value = self._functions[function](*arguments, **named)
        except Exception as error:
            raise StudentError(type(error).__name__, str(error), None) from error
        self._changed = tuple(
            key for key, array in arrays.items() if not np.array_equal(array, before[key])
        )
        return value.item() if isinstance(value, np.generic) else value

    @property
    def changed_arguments(self) -> tuple[int | str, ...]:
        return self._changed
