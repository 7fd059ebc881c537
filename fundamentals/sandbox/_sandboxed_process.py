"""One submission's process, seen from the grader: requests, their deadline, and its end."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import time
from typing import TYPE_CHECKING

from fundamentals.errors import SandboxError
from fundamentals.language import Text
from fundamentals.sandbox._control_group import ControlGroup
from fundamentals.sandbox._failures import (
    StudentDied,
    StudentFailure,
    StudentOutOfMemory,
    StudentTimeout,
)
from fundamentals.sandbox._limits import PATIENCE, Limits
from fundamentals.sandbox._watch import CoreTime, Watcher, process_id
from fundamentals.sandbox.worker._wire import (
    Frame,
    WireClosedError,
    WireError,
    receive_frame,
    send_frame,
)

if TYPE_CHECKING:
    from fundamentals.sandbox._warm_worker import WarmWorker

_SECONDS_TO_START = 20
_MAX_OUTPUT = 2**16
_SHORTEST_WAIT = 0.1
# The kernel enforces these; the others are watched.
_KERNEL_LIMITS = ("memory", "disk", "processes", "files", "cpu_seconds")


class SandboxedProcess:
    """A process for one submission. Its answers are not trusted, but its end is guaranteed.

    Attributes:
        failure: Why it ended; None while it runs.
    """

    def __init__(self, worker: WarmWorker, limits: Limits) -> None:
        self.failure: StudentFailure | None = None
        self._worker = worker
        self._limits = limits
        with contextlib.ExitStack() as opened:
            self._channel, theirs = map(opened.enter_context, socket.socketpair())
            self._output, their_output = os.pipe2(os.O_CLOEXEC)
            opened.callback(os.close, self._output)
            taken = {name: getattr(limits, name) for name in _KERNEL_LIMITS}
            with theirs, os.fdopen(their_output, "wb"):
                answer, (self._process,) = worker.ask(
                    {"start": taken}, [theirs.fileno(), their_output], seconds=_SECONDS_TO_START
                )
            opened.callback(os.close, self._process)
            self._pid = answer["pid"]
            self._await_confinement()
            self._group = ControlGroup(process_id(self._process), taken)
            opened.callback(self._group.close)
            self._watcher = Watcher(self._process, self._output, limits)
            self._opened = opened.pop_all()
        self._watcher.start()

    def _await_confinement(self) -> None:
        try:
            receive_frame(self._channel, deadline=time.monotonic() + _SECONDS_TO_START)
        except (TimeoutError, WireError):
            said = os.read(self._output, _MAX_OUTPUT).decode(errors="replace").strip()
            raise SandboxError(
                Text(
                    "a submission's process cannot confine itself: {said}",
                    "繳交程式的程序無法自我隔離：{said}",
                ).format(said=said.rpartition("\n")[2]),
                expected=Text("Landlock and private mounts", "Landlock 與私有掛載"),
                fix=Text(
                    "run `fundamentals doctor --grading`", "請執行 `fundamentals doctor --grading`"
                ),
            ) from None

    @property
    def output(self) -> str:
        """What the submission has printed so far, shortened."""
        return self._watcher.printed

    def request(self, frame: Frame, seconds: float) -> Frame:
        """Send a request and return the answer, unchecked.

        Raises:
            StudentFailure: There is no answer: a limit was exceeded, or the process is gone.
            SandboxError: The whole sandbox is gone.
        """
        if self.failure is not None:
            raise StudentDied(f"its process had ended: {self.failure}")
        try:
            self._expect_silence()
            send_frame(self._channel, frame, deadline=time.monotonic() + seconds)
            deadline = time.monotonic() + self._await_answer(seconds)
            return receive_frame(self._channel, deadline=deadline, max_bytes=self._limits.answer)
        except TimeoutError:
            raise self._end(StudentTimeout(seconds)) from None
        except WireClosedError:
            # It closed its side or died: the watcher knows which limit was exceeded, if any.
            self._watcher.join(1.0)
            raise self._end(None) from None
        except WireError as error:
            raise self._end(StudentDied(f"sent something that is not an answer: {error}")) from None

    def _await_answer(self, seconds: float) -> float:
        """Wait until an answer begins, and return what is left of ``seconds``.

        Time in which the submission is ready to run but gets no core does not count, because a
        right answer must not fail on a busy machine. No wait is longer than
        :data:`PATIENCE` times ``seconds``: a submission can also crowd itself out.

        Raises:
            TimeoutError: No answer began in time.
        """
        begun = time.monotonic()
        # Asking the kernel takes a millisecond or more: most answers come sooner than that matters.
        if self._can_be_read(seconds / 2):
            return seconds - (time.monotonic() - begun)
        used, before, asked = seconds / 2, self._watcher.core_time(), time.monotonic()
        while used < seconds and asked < begun + PATIENCE * seconds:
            if self._can_be_read(max(seconds - used, _SHORTEST_WAIT)):
                return seconds - used
            now, at = self._watcher.core_time(), time.monotonic()
            used += at - asked - _without_core(before, now, at - asked)
            before, asked = now, at
        raise TimeoutError

    def _can_be_read(self, seconds: float) -> bool:
        poll = select.poll()
        poll.register(self._channel, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def _expect_silence(self) -> None:
        """Raise WireError if an answer came before its request."""
        self._channel.settimeout(0)
        with contextlib.suppress(BlockingIOError, ConnectionResetError):
            if self._channel.recv(1, socket.MSG_PEEK):
                raise WireError("it came before the question")

    def _end(self, failure: StudentFailure | None) -> StudentFailure:
        """Kill what is left of it, wait until it is gone, and return why it ended."""
        self._watcher.kill()
        self._watcher.join()
        verdict = self._watcher.verdict
        if verdict is None and self._group.killed_for_memory():
            verdict = StudentOutOfMemory(self._limits.memory)
        self._opened.close()
        self.failure = verdict or failure or StudentDied("with the whole sandbox")
        answer, _ = self._worker.ask({"reap": self._pid}, seconds=_SECONDS_TO_START)
        if failure is None and verdict is None:
            self.failure = StudentDied(_say(answer["status"]))
        return self.failure

    def close(self) -> None:
        """End the process and all that it started."""
        if self.failure is None:
            # If the sandbox is gone, so is this process.
            with contextlib.suppress(SandboxError):
                self._end(StudentDied("closed"))


def _without_core(before: CoreTime, after: CoreTime, seconds: float) -> float:
    """Return for how many of ``seconds`` a process had work but no core.

    Threads that wait at the same time wait once, so the share of all threads' time counts; a
    process that sleeps has hardly any, so no more counts than its threads really waited.
    """
    ran, waited = after.ran - before.ran, after.waited - before.waited
    if waited <= 0:
        return 0.0
    return min(seconds * waited / (max(ran, 0.0) + waited), waited)


def _say(status: int) -> str:
    if status >= 0:
        return f"exit status {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"
