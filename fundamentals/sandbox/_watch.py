"""Watching a submission from outside: its output, its use of resources, and its end."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fundamentals.sandbox._failures import StudentDied, StudentFailure, StudentOutOfMemory
from fundamentals.sandbox._limits import Limits

_INTERVAL = 0.02
_CHUNK = 2**16
_MEMORY = (b"RssAnon", b"RssShmem", b"VmSwap")
# What reading about a process that is gone raises.
_ENDED = (FileNotFoundError, ProcessLookupError)


class CoreTime(NamedTuple):
    """Seconds that threads were on a core, and were ready to run but had none."""

    ran: float
    waited: float


class Watcher(threading.Thread):
    """Reads a submission's output and kills it when it exceeds a limit.

    Attributes:
        verdict: Why the watcher killed it; None if the watcher did not.
    """

    def __init__(self, process: int, output: int, limits: Limits) -> None:
        """Watch ``process``, a file descriptor of a process, and read from ``output``, a pipe."""
        super().__init__(name="submission watcher", daemon=True)
        self.verdict: StudentFailure | None = None
        self._process = process
        self._output = output
        self._limits = limits
        self._processes = Path(f"/proc/{process_id(process)}/root/proc")
        self._baseline = sum(memory for memory, _ in self._usage())
        self._printed = bytearray()
        # Two threads may read the pipe; neither waits for it.
        self._reading = threading.Lock()
        os.set_blocking(output, False)

    @property
    def printed(self) -> str:
        """What the submission printed so far, cut to the limit."""
        if self.is_alive():
            # What it printed before it answered is in the pipe, which holds no more than is read.
            with contextlib.suppress(BlockingIOError):
                self._read_output()
        return bytes(self._printed).decode(errors="replace")

    def core_time(self) -> CoreTime:
        """Return the time on a core, and of waiting for one, of all threads that still run."""
        times: list[CoreTime] = []
        with contextlib.suppress(*_ENDED):
            for process in self._all_processes():
                times += map(_core_time, _threads(process))
        return CoreTime(sum(each.ran for each in times), sum(each.waited for each in times))

    def kill(self) -> None:
        """End all processes of the submission at once."""
        with contextlib.suppress(ProcessLookupError):
            # The first process of a namespace takes all others with it.
            signal.pidfd_send_signal(self._process, signal.SIGKILL)

    def run(self) -> None:
        """Watch until the process is gone; even after an error it does not outlive its watcher."""
        try:
            self._watch()
        except BaseException as error:
            self._end(StudentDied(f"it could not be watched: {type(error).__name__}: {error}"))

    def _watch(self) -> None:
        poll = select.poll()
        poll.register(self._process, select.POLLIN)
        poll.register(self._output, select.POLLIN)
        due = time.monotonic()
        while True:
            ready = dict(poll.poll(max(due - time.monotonic(), 0.001) * 1000))
            if ready.get(self._output, 0) & select.POLLIN:
                with contextlib.suppress(BlockingIOError):
                    self._read_output()
                # A flood of output is read at the watcher's pace; the pipe holds the writer back.
                time.sleep(0.001)
            elif self._output in ready:
                poll.unregister(self._output)
            if self._process in ready:
                self._drain()
                return
            if time.monotonic() >= due:
                self._enforce()
                due = time.monotonic() + _INTERVAL

    def _read_output(self) -> bytes:
        with self._reading:
            chunk = os.read(self._output, _CHUNK)
            self._printed += chunk[: self._limits.output - len(self._printed)]
            return chunk

    def _drain(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._read_output():
                pass

    def _enforce(self) -> None:
        try:
            usage = list(self._usage())
        except OSError as error:
            if not self._has_ended():
                self._end(StudentDied(f"it could not be watched: {error}"))
            return
        memory = sum(max(memory - self._baseline, 0) for memory, _ in usage)
        if memory > self._limits.memory:
            self._end(StudentOutOfMemory(self._limits.memory))
        elif sum(threads for _, threads in usage) > self._limits.processes:
            self._end(StudentDied(f"more than {self._limits.processes} processes and threads"))

    def _has_ended(self) -> bool:
        poll = select.poll()
        poll.register(self._process, select.POLLIN)
        return bool(poll.poll(1000))

    def _end(self, verdict: StudentFailure) -> None:
        self.verdict = self.verdict or verdict
        self.kill()

    def _usage(self) -> Iterator[tuple[int, int]]:
        """Yield bytes of memory, and threads, of each process in the submission's namespace."""
        for process in self._all_processes():
            # One that ended meanwhile uses nothing.
            with contextlib.suppress(*_ENDED):
                yield _memory_and_threads((process / "status").read_bytes())

    def _all_processes(self) -> Iterator[Path]:
        # The submission's own /proc lists all its processes, whoever their parents are, and no
        # others; it cannot be mounted over.
        return (entry for entry in self._processes.iterdir() if entry.name.isdigit())


def _threads(process: Path) -> list[Path]:
    """Return the folders of the threads of a process; none if it has ended."""
    with contextlib.suppress(*_ENDED):
        return [*(process / "task").iterdir()]
    return []


def _core_time(thread: Path) -> CoreTime:
    """Return the time of a thread; none if it has ended, or if this kernel does not count it."""
    with contextlib.suppress(*_ENDED):
        ran, waited, _ = map(int, (thread / "schedstat").read_bytes().split())
        return CoreTime(ran / 1e9, waited / 1e9)
    return CoreTime(0.0, 0.0)


def _memory_and_threads(status: bytes) -> tuple[int, int]:
    # The kernel escapes a line feed in a process's name, and nothing else that could end a line.
    fields = dict(line.split(b":", 1) for line in status.split(b"\n") if line)
    # A zombie is still a process, but has no memory.
    kilobytes = [fields.get(name, b"0 kB").split()[0] for name in _MEMORY]
    return 1024 * sum(map(int, kilobytes)), int(fields[b"Threads"])


def process_id(process: int) -> int:
    """Return the process id, as seen from here, of a file descriptor of a process."""
    lines = Path(f"/proc/self/fdinfo/{process}").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pid:"))
