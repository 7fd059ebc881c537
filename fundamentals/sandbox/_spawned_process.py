"""Running the user's own file in a separate process, where no alarm can end a call.

Windows lacks the timer that :class:`LocalProcess` relies on. This is not a sandbox: the process has
all the rights of the user, whose file it is. That is why frames may be pickled.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import signal
import time
from multiprocessing.connection import Connection
from typing import NoReturn

from fundamentals.sandbox._failures import StudentDied, StudentFailure, StudentTimeout
from fundamentals.sandbox._limits import Limits
from fundamentals.sandbox.worker._runner import Runner
from fundamentals.sandbox.worker._submission_module import SubmissionModule
from fundamentals.sandbox.worker._wire import Frame


class SpawnedProcess:
    """A process that answers requests about one file, and is ended if it takes too long.

    Attributes:
        failure: Why it can no longer answer; None as long as it can.
        output: What the file has printed so far, shortened.
    """

    def __init__(self, name: str) -> None:
        self.failure: StudentFailure | None = None
        self.output = ""
        # The same way to start one on every system: nothing of this process is copied.
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_answer, args=(theirs, name), daemon=True)
        self._process.start()
        theirs.close()

    def request(self, frame: Frame, seconds: float) -> Frame:
        """Return the answer.

        Raises:
            StudentTimeout: None came in time.
            StudentDied: The process ended instead.
        """
        deadline = time.monotonic() + seconds
        try:
            self._connection.send(frame)
            while self._connection.poll(max(0.0, deadline - time.monotonic())):
                message = self._connection.recv()
                if isinstance(message, Frame):
                    return message
                self.output += message
        except (EOFError, OSError):
            self._process.join()
            self._fail(StudentDied(f"exit status {self._process.exitcode}"))
        self._fail(StudentTimeout(seconds))

    def _fail(self, failure: StudentFailure) -> NoReturn:
        self.failure = failure
        self.close()
        raise failure

    def close(self) -> None:
        """End the process."""
        self.failure = self.failure or StudentDied("closed")
        self._process.kill()
        self._process.join()
        self._connection.close()


def _answer(connection: Connection, name: str) -> None:
    """Answer requests until the other side is gone."""
    # Ctrl-C reaches every process of a console; the one that waits for answers decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    runner = Runner(SubmissionModule(name))
    printed = _Sent(connection, Limits().output)
    with contextlib.suppress(EOFError), contextlib.redirect_stdout(printed):
        while True:
            connection.send(runner.handle(connection.recv()))


class _Sent(io.TextIOBase):
    """A stream that sends its beginning to the other side as it is written."""

    def __init__(self, connection: Connection, limit: int) -> None:
        self._connection = connection
        self._left = limit

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if kept := text[: self._left]:
            self._left -= len(kept)
            self._connection.send(kept)
        return len(text)
