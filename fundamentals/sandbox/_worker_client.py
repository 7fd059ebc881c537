"""Requests to a submission's process, and its answers, which are checked before they are used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from numpy.typing import NDArray

from fundamentals.language import current_language
from fundamentals.printable import printable
from fundamentals.sandbox._failures import (
    SourceLine,
    StudentBadValue,
    StudentDied,
    StudentError,
    StudentFailure,
    StudentMissing,
    StudentNeedsKeras,
    StudentNotAttempted,
    StudentOutOfMemory,
)
from fundamentals.sandbox._untrusted_answers import Read, Reader, require_plain, submissions_fault
from fundamentals.sandbox.worker._trespass import MAX_KEPT
from fundamentals.sandbox.worker._wire import Frame

MAX_TEXT = 4000


class Transport(Protocol):
    """A process, possibly this one, that answers requests about one submission."""

    failure: StudentFailure | None

    @property
    def output(self) -> str:
        """What the submission printed so far."""

    def request(self, frame: Frame, seconds: float) -> Frame:
        """Return the answer, or raise a ``StudentFailure`` if none comes in time."""

    def close(self) -> None:
        """End the process."""


class WorkerClient:
    """Sends requests to one process and turns the failures that it reports into exceptions.

    Attributes:
        transport: Where requests go.
        calls: How often the submission's functions were called.
        changed: The arguments, by position or name, whose arrays the last call changed, as the
            process itself reports.
        tried: What the submission tried beyond its sandbox, as the process itself reports: a kind
            and a detail each.
    """

    def __init__(self, transport: Transport, memory_limit: int) -> None:
        self.transport = transport
        self.calls = 0
        self.changed: tuple[int | str, ...] = ()
        self.tried: tuple[tuple[str, str], ...] = ()
        self._memory_limit = memory_limit

    @property
    def is_alive(self) -> bool:
        """Whether it can still answer."""
        return self.transport.failure is None

    def ask(
        self,
        operation: str,
        read: Reader[Read],
        *arrays: NDArray[Any],
        seconds: float,
        **header: object,
    ) -> Read:
        """Return what ``read`` makes of the answer's value, plain JSON data, and its arrays.

        Raises:
            StudentFailure: The submission failed; the subclass says how.
        """
        self.calls += operation == "call"
        request = {"op": operation, "language": current_language(), **header}
        answer = self.transport.request(Frame(request, list(arrays)), seconds)
        with submissions_fault():
            require_plain(answer.header)
            self.changed = _keys(answer.header.get("changed"))
            self.tried = _tried(answer.header.get("tried"))
            if "value" in answer.header:
                return read(answer.header["value"], answer.arrays)
            raise self._failure(answer.header.get("failure"))

    def _failure(self, facts: object) -> StudentFailure:
        if not isinstance(facts, dict):
            return StudentDied("sent something that is not an answer")
        read = _FAILURES.get(str(facts.get("kind")))
        if read is None:
            return StudentOutOfMemory(self._memory_limit)
        return read(facts)


def _keys(changed: object) -> tuple[int | str, ...]:
    keys = changed if isinstance(changed, list) else []
    return tuple(key for key in keys if type(key) is int or isinstance(key, str))


def _tried(found: object) -> tuple[tuple[str, str], ...]:
    pairs = found if isinstance(found, list) else []
    return tuple((str(kind), str(detail)[:MAX_TEXT]) for kind, detail in pairs[:MAX_KEPT])


def student_error(facts: object) -> StudentError:
    """Return the error that a submission's process described."""
    facts = facts if isinstance(facts, dict) else {}
    source_line = facts.get("source_line")
    return StudentError(
        _text(facts, "type"),
        _text(facts, "message"),
        _source_line(source_line) if isinstance(source_line, dict) else None,
    )


def _source_line(facts: Mapping[str, object]) -> SourceLine | None:
    line, cell = facts.get("line"), facts.get("cell")
    if type(line) is not int or not (cell is None or type(cell) is int):
        return None
    return SourceLine(line, _text(facts, "source"), cell)


def _missing(facts: Mapping[str, object]) -> StudentMissing:
    cause = facts.get("cause")
    return StudentMissing(
        _text(facts, "function"), student_error(cause) if isinstance(cause, dict) else None
    )


_FAILURES: dict[str, Callable[[Mapping[str, Any]], StudentFailure]] = {
    "raised": student_error,
    "missing": _missing,
    "not_attempted": lambda facts: StudentNotAttempted(_text(facts, "message")),
    "keras_needed": lambda facts: StudentNeedsKeras(),
    "bad_value": lambda facts: StudentBadValue(_text(facts, "description")),
}


def _text(facts: Mapping[str, object], key: str) -> str:
    return printable(str(facts.get(key, ""))[:MAX_TEXT])
