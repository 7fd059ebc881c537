"""Running the user's own file in this process, because it needs no sandbox."""

from __future__ import annotations

import contextlib
import io
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from fundamentals.sandbox._failures import StudentDied, StudentFailure, StudentTimeout
from fundamentals.sandbox._limits import Limits
from fundamentals.sandbox.worker._runner import FunctionSource, Runner
from fundamentals.sandbox.worker._wire import Frame

# A bare `except:` may swallow the first alarm.
_ALARM_EVERY = 0.2


class _TimeUpError(BaseException):
    pass


class LocalProcess:
    """The worker's code without a worker.

    Attributes:
        failure: Why it can no longer answer; None as long as it can.
    """

    def __init__(self, program: FunctionSource) -> None:
        self.failure: StudentFailure | None = None
        self._runner = Runner(program)
        self._printed = _Kept(Limits().output)

    @property
    def output(self) -> str:
        """What the submission has printed so far, shortened."""
        return self._printed.text

    def request(self, frame: Frame, seconds: float) -> Frame:
        """Return the answer.

        Raises:
            StudentTimeout: None came in time.
            KeyboardInterrupt: The user pressed Ctrl-C, even if the submission caught it.
        """
        try:
            with (
                _interrupt_kept(),
                contextlib.redirect_stdout(self._printed),
                _alarm(seconds),
            ):
                return self._runner.handle(frame)
        except _TimeUpError:
            raise StudentTimeout(seconds) from None

    def close(self) -> None:
        """Forget the submission's module."""
        self.failure = self.failure or StudentDied("closed")
        self._runner.program.close()


@contextlib.contextmanager
def _interrupt_kept() -> Iterator[None]:
    """Raise ``KeyboardInterrupt`` after the block if one was swallowed inside it.

    Keras has a bare ``except``, and ``fundamentals.training.fit`` stops training instead, so a
    half-trained network would be judged.
    """
    previous = signal.getsignal(signal.SIGINT)
    if not callable(previous) or threading.current_thread() is not threading.main_thread():
        yield
        return
    asked = False

    def interrupt(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        previous(number, frame)

    # What takes over from this handler passes the interrupt on.
    interrupt.passed_on = True  # type: ignore[attr-defined]
    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)
    if asked:
        raise KeyboardInterrupt


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise :class:`_TimeUpError` in the block after ``seconds``, if this thread can."""
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer"):
        yield
        return
    armed = True

    def ring(number: int, frame: FrameType | None) -> None:
        if armed:
            raise _TimeUpError

    previous = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-3), _ALARM_EVERY)
    try:
        yield
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


class _Kept(io.TextIOBase):
    """A stream of which only the beginning is kept."""

    def __init__(self, limit: int) -> None:
        self.text = ""
        self._limit = limit

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.text += text[: self._limit - len(self.text)]
        return len(text)
