# ruff: noqa: N818 -- these are outcomes of a call, which a check turns into verdicts.
"""The ways in which a call of a submission's function can fail.

Texts and names come from the submission's process. They have been shortened and stripped of control
characters, and they are only shown, never interpreted.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SourceLine:
    """A line of the submission.

    Attributes:
        line: Counted from 1, within the cell where there is one.
        source: The line itself, stripped; "" if unknown.
        cell: Code cell of the notebook, counted from 1; None for a ``.py`` file.
    """

    line: int
    source: str = ""
    cell: int | None = None


class StudentFailure(Exception):
    """A call returned no value."""


class StudentNotAttempted(StudentFailure):
    """The function raised ``NotImplementedError``, as the untouched lab does.

    Attributes:
        message: What the exception said, for example "Task 3a.2: slide the kernel …".
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class StudentMissing(StudentFailure):
    """The submission defines no such function.

    Attributes:
        function: The name that was called.
        cause: The failure during loading that explains it, if any: a syntax error, or a cell that
            raised.
    """

    def __init__(self, function: str, cause: StudentError | None = None) -> None:
        super().__init__(function)
        self.function = function
        self.cause = cause


class StudentError(StudentFailure):
    """The submission raised an exception.

    Attributes:
        type_name: Name of the exception's class, for example "IndexError".
        message: What it said.
        source_line: The innermost line of the submission that it passed through, if any.
    """

    def __init__(self, type_name: str, message: str, source_line: SourceLine | None = None) -> None:
        super().__init__(f"{type_name}: {message}")
        self.type_name = type_name
        self.message = message
        self.source_line = source_line


class StudentTimeout(StudentFailure):
    """The submission exceeded its time limit, and its process was killed.

    Attributes:
        seconds: The limit.
        loading: Whether it happened while the submission was loaded, before any call.
    """

    def __init__(self, seconds: float, *, loading: bool = False) -> None:
        super().__init__(f"no answer within {seconds:g} s")
        self.seconds = seconds
        self.loading = loading


class StudentOutOfMemory(StudentFailure):
    """The submission exceeded its memory limit.

    Attributes:
        limit: The limit, in bytes.
    """

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit / 2**20:.0f} MiB of memory")
        self.limit = limit


class StudentTooCostly(StudentFailure):
    """The grader's own work on the submission's answer took too long."""


class StudentDied(StudentFailure):
    """The submission's process ended, or was killed, instead of answering.

    Attributes:
        reason: For example "exit status 0", "SIGSEGV", "more than 64 processes and threads".
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StudentNeedsKeras(StudentDied):
    """The process was started without Keras; :class:`RunningSubmission` starts another.

    Only a process without Keras says so, of what loads or calls the submission. Anything else is an
    answer that the submission forged.
    """

    def __init__(self) -> None:
        super().__init__("sent something that is not an answer")


class StudentBadValue(StudentFailure):
    """The function returned something other than an array, number, text, model or history.

    Attributes:
        description: What it was, for example "generator", "array of 3 objects", "a list in itself".
    """

    def __init__(self, description: str) -> None:
        super().__init__(description)
        self.description = description
