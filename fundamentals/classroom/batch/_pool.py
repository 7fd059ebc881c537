"""Workers on this machine: one process each, with its own sandbox, on its own processor cores.

A thread manages each worker: if the worker dies or hangs, one future fails and the thread starts
another worker. Workers are processes because checks compute, too, and because a sandbox ends with
the thread that started it, and so with the worker.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from multiprocessing.connection import Connection, wait
from typing import Any, ParamSpec, TypeVar

from fundamentals.classroom.batch._grade_submission import start_sandbox

P = ParamSpec("P")
T = TypeVar("T")

# Memory of a warm sandbox, a submission and the worker.
_BYTES_A_WORKER = 3 * 2**30
_SECONDS_TO_START = 180


class WorkerLostError(Exception):
    """A worker died, or was killed because it did not answer in time."""


def workers_that_fit(cores: int, free_bytes: int) -> int:
    """Return how many workers fit this machine's cores and memory, at least one."""
    return max(1, min(cores, free_bytes // _BYTES_A_WORKER))


class WorkerPool(Executor):
    """Runs functions in warm processes.

    Args:
        workers: Number of processes.
        seconds: Time after which the worker of a call counts as hung.
    """

    def __init__(self, workers: int, *, seconds: float) -> None:
        self._seconds = seconds + _SECONDS_TO_START
        self._cores = _shares(sorted(os.sched_getaffinity(0)), workers)
        self._lock = threading.Lock()
        self._workers: list[_PoolProcess] = []
        self._closed = False
        self._own = threading.local()
        self._threads = ThreadPoolExecutor(workers, "grader", self._settle)

    def _settle(self) -> None:
        # Ctrl-C reaches all processes of a terminal, but only the main process's main thread
        # decides. Workers inherit the ignored signal from the start.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        with self._lock:
            self._own.cores = self._cores.pop()
        self._own.worker = self._new_worker()

    def _new_worker(self) -> _PoolProcess:
        with self._lock:
            if self._closed:
                raise WorkerLostError("the pool is closed")
            worker = _PoolProcess(self._own.cores)
            self._workers.append(worker)
            return worker

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run ``fn`` in a worker. The future's exception may be :class:`WorkerLostError`."""
        return self._threads.submit(self._call, fn, args, kwargs)

    def _call(self, *call: Any) -> Any:
        worker: _PoolProcess = self._own.worker
        if not worker.process.is_alive():
            worker = self._replace(worker)
        try:
            return worker.call(call, self._seconds)
        except WorkerLostError:
            # It may be hung. The next one starts now, so that it is warm when needed.
            with contextlib.suppress(WorkerLostError):
                self._replace(worker)
            raise

    def _replace(self, worker: _PoolProcess) -> _PoolProcess:
        worker.end()
        new = self._own.worker = self._new_worker()
        with self._lock:
            self._workers.remove(worker)
        return new

    @property
    def pids(self) -> tuple[int, ...]:
        """Ids of the workers' processes."""
        with self._lock:
            return tuple(worker.process.pid or 0 for worker in self._workers)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers, at once if ``cancel_futures``, else when they have finished."""
        if not cancel_futures:
            self._threads.shutdown(wait=True)
        with self._lock:
            self._closed = True
            workers = list(self._workers)
        for worker in workers:
            worker.end()
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)


def _shares(cores: Sequence[int], workers: int) -> list[list[int]]:
    """Distribute ``cores`` among ``workers``; each gets at least one, shared if necessary."""
    return [
        list(cores[number::workers]) or [cores[number % len(cores)]] for number in range(workers)
    ]


class _PoolProcess:
    def __init__(self, cores: Sequence[int]) -> None:
        # Not a fork: it would inherit the threads' locks, and the other workers' pipes.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, cores), daemon=True)
        self.process.start()
        theirs.close()

    def call(self, call: tuple[Any, ...], seconds: float) -> Any:
        try:
            self._pipe.send(call)
            if not self._pipe.poll(seconds):
                raise WorkerLostError(f"no answer after {seconds:.0f} s")
            good, value = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise WorkerLostError("the worker's process ended") from error
        if not good:
            raise value
        return value

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self._pipe.close()


def _serve(pipe: Connection, cores: Sequence[int]) -> None:
    """Answer calls until the other end is closed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.sched_setaffinity(0, cores)
    # The report contains the log of a check with a grader error.
    logging.getLogger("fundamentals").addHandler(logging.NullHandler())
    with contextlib.suppress(Exception):
        # If it cannot start, the first submission reports why.
        start_sandbox(cores)
    while True:
        try:
            function, arguments, named = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = (True, function(*arguments, **named))
        except Exception as error:
            answer = (False, error)
        pipe.send(answer)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os.kill(os.getpid(), signal.SIGKILL)
