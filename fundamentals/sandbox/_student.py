"""A submission as a check sees it: ``student.convolve(image, kernel)`` gives a plain value.

Arguments may be ``None``, booleans, numbers, strings, arrays, lists, tuples and dictionaries of
these, a ``numpy.random.Generator`` (PCG64: the submission gets one in the same state), a
:class:`RemoteModel` that an earlier call returned, a :class:`HistoryArgument`, and a
:class:`TripwireArgument`. Values come back as ``None``, ``bool``, ``int``, ``float``, ``str``,
``numpy.ndarray`` (never a subclass; a copy of boolean, integer or floating dtype), dictionaries,
lists and tuples of these that NumPy can make an array of, :class:`RemoteModel` and
:class:`RemoteHistory`. Everything else is a :class:`StudentFailure`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from fundamentals.sandbox._kernel_program import KernelProgram
from fundamentals.sandbox._limits import (
    CALL_SECONDS,
    OWN_CALL_SECONDS,
    OWN_SUBMISSION_SECONDS,
    SUBMISSION_SECONDS,
)
from fundamentals.sandbox._local_submission import KernelSubmission, LocalSubmission
from fundamentals.sandbox._running_submission import RunningSubmission
from fundamentals.sandbox._sandbox import Sandbox
from fundamentals.sandbox._sandboxed_submission import SandboxedSubmission
from fundamentals.sandbox._submission import Submission, read_submission

_Self = TypeVar("_Self", bound="Student")


class Student:
    """A submission whose functions can be called: every attribute is one of them.

    It has no other members, so that a lab may give a function any name. :func:`running` leads to
    everything else that the grader does with a submission. Its processes end with the ``with``
    block.
    """

    def __init__(self, process: RunningSubmission) -> None:
        self._process = process

    def __getattr__(self, function: str) -> Callable[..., Any]:
        if function.startswith("_"):
            raise AttributeError(function)

        def call(*arguments: Any, **named: Any) -> Any:
            return self._process.call(function, *arguments, **named)

        return call

    def __enter__(self: _Self) -> _Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.close()


def running(student: Student) -> RunningSubmission:
    """Return the submission behind ``student``, with its time limits, output and processes."""
    return student._process


class LocalStudent(Student):
    """Runs a file in this process, without a sandbox: the user's own file or the solution.

    Args:
        path: A ``.py`` or ``.ipynb`` file.
        seed: Seeds Python's, NumPy's and Keras's random generators before each call.
        seconds: Time limit of each call, and of loading the file. It is enforced only in the main
            thread, and not while compiled code runs.
        total_seconds: Time limit of all of them together.

    Raises:
        SubmissionError: The file cannot be read.
    """

    def __init__(
        self,
        path: Path,
        *,
        seed: int = 0,
        seconds: float = OWN_CALL_SECONDS,
        total_seconds: float = OWN_SUBMISSION_SECONDS,
    ) -> None:
        super().__init__(
            LocalSubmission(
                read_submission(path), seed=seed, seconds=seconds, total_seconds=total_seconds
            )
        )


class KernelStudent(Student):
    """The functions in the user's own notebook kernel, without a sandbox.

    Args:
        names: The kernel's names and their values.
        files: The file names of its cells, each with the number of its cell.
        seed: Seeds Python's, NumPy's and Keras's random generators before each call.
        seconds: Time limit of each call, under the same conditions as in :class:`LocalStudent`.
        total_seconds: Time limit of all of them together.
    """

    def __init__(
        self,
        names: Mapping[str, Any],
        files: Mapping[str, int | None],
        *,
        seed: int = 0,
        seconds: float = OWN_CALL_SECONDS,
        total_seconds: float = OWN_SUBMISSION_SECONDS,
    ) -> None:
        super().__init__(
            KernelSubmission(
                KernelProgram(names, files),
                seed=seed,
                seconds=seconds,
                total_seconds=total_seconds,
            )
        )


class SandboxedStudent(Student):
    """Runs a submission in a sandbox.

    Args:
        submission: From :func:`read_submission`.
        sandbox: Warm or not; one sandbox serves one submission after another.
        seed: Seeds Python's, NumPy's and Keras's random generators before each call.
        seconds: Time limit of each call, and of loading the file.
        total_seconds: Time limit of all of them together.
    """

    def __init__(
        self,
        submission: Submission,
        sandbox: Sandbox,
        *,
        seed: int = 0,
        seconds: float = CALL_SECONDS,
        total_seconds: float = SUBMISSION_SECONDS,
    ) -> None:
        super().__init__(
            SandboxedSubmission(
                submission, sandbox, seed=seed, seconds=seconds, total_seconds=total_seconds
            )
        )
