"""One submission's process, seen from the grader: requests, their deadline, and its end."""

from __future__ import annotations

import contextlib
import os
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
from fundamentals.sandbox._limits import Limits
from fundamentals.sandbox._watch import Watcher, process_id
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
# The kernel enforces these; the others are watched.
_KERNEL_LIMITS = ("memory", "disk", "processes", "files", "cpu_seconds")


class SandboxedProcess:
    """A process for one submission. Its answers are not trusted; that it ends is guaranteed.

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
        """What the submission printed so far, cut to a length."""
        return self._watcher.printed

    def request(self, frame: Frame, seconds: float) -> Frame:
        """Send a request and return the answer, unchecked.

        Raises:
            StudentFailure: There is none: a limit was exceeded, or the process is gone.
            SandboxError: The whole sandbox is gone.
        """
        if self.failure is not None:
            raise StudentDied(f"its process had ended: {self.failure}")
        deadline = time.monotonic() + seconds
        try:
            self._expect_silence()
            send_frame(self._channel, frame, deadline=deadline)
            return receive_frame(self._channel, deadline=deadline, max_bytes=self._limits.answer)
        except TimeoutError:
            raise self._end(StudentTimeout(seconds)) from None
        except WireClosedError:
            # It closed its side or died: the watcher knows which limit was exceeded, if any.
            self._watcher.join(1.0)
            raise self._end(None) from None
        except WireError as error:
            raise self._end(StudentDied(f"sent something that is not an answer: {error}")) from None

    def _expect_silence(self) -> None:
        """Raise WireError if an answer came before its request."""
        self._channel.settimeout(0)
        with contextlib.suppress(BlockingIOError, ConnectionResetError):
            if self._channel.recv(1, socket.MSG_PEEK):
                raise WireError("it came before the question")

    def _end(self, failure: StudentFailure | None) -> StudentFailure:
        """Kill the rest, wait until it is gone, and return why it ended."""
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


def _say(status: int) -> str:
    if status >= 0:
        return f"exit status {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"
