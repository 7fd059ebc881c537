"""A limit on the processor time that the grader spends on one check of one submission.

Waiting for the submission does not count, because it has a time limit of its own.
"""

from __future__ import annotations

import contextlib
import ctypes
import threading
import time
from collections.abc import Iterator

from fundamentals.sandbox._failures import StudentTooCostly
from fundamentals.sandbox._limits import GRADER_SECONDS

_INTERVAL = 1.0


@contextlib.contextmanager
def grader_time_limit(seconds: float = GRADER_SECONDS) -> Iterator[None]:
    """Raise :class:`StudentTooCostly` in the block once this thread has computed for ``seconds``.

    It is raised between two steps of Python, so a call of compiled code finishes first.
    """
    clock = time.pthread_getcpuclockid(threading.get_ident())
    end = time.clock_gettime(clock) + seconds
    done = threading.Event()
    raising = threading.Lock()
    thread = ctypes.c_ulong(threading.get_ident())

    def watch() -> None:
        # A broad `except` in a check may swallow the first one.
        while not done.wait(min(_INTERVAL, seconds)):
            with raising:
                if not done.is_set() and time.clock_gettime(clock) > end:
                    _raise_in(thread, ctypes.py_object(StudentTooCostly))

    watcher = threading.Thread(target=watch, name="grader's time limit", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        with raising:
            done.set()
            _raise_in(thread, None)
        watcher.join()


_raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
