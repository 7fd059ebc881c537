"""The jail: a warm worker behind wall one, and a session behind wall two for each submission."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from fundamentals.errors import JailError
from fundamentals.grading._failures import StudentDied, StudentFailure, StudentTimeout
from fundamentals.grading._walls import CACHE, View, bubblewrap_command, require_walls, view
from fundamentals.grading._watch import Limits, Watcher
from fundamentals.grading._worker._wire import (
    Frame,
    WireClosedError,
    WireError,
    receive_frame,
    send_frame,
)
from fundamentals.language import Text

__all__ = ["Jail", "Session"]

# Imported once, before the first fork. None of them may be *used* there: TensorFlow's threads do
# not survive a fork.
PRELOADED = (
    *("numpy", "scipy.signal", "scipy.ndimage", "pandas", "matplotlib.pyplot", "keras", "sandlock"),
    *("fundamentals.authoring", "fundamentals.datasets", "fundamentals.plotting"),
    "fundamentals.training",
)
_SECONDS_TO_WARM = 120
_SECONDS_TO_START = 20
_MAX_MESSAGE = 2**16
_PROGRAM = (
    "import sys; sys.path[:] = sys.argv[2:];"
    " from fundamentals.grading._worker._serve import serve; serve(int(sys.argv[1]))"
)


class Jail:
    """A warm worker, used for one submission after another.

    Building it costs nothing; :meth:`start` starts the worker, which is warm some seconds later,
    and :meth:`session` waits for that. A worker that is gone is started again at the next session.
    One thread at a time may use a jail, and the thread that starts it must outlive it: bubblewrap
    ends with its parent thread.

    Args:
        limits: What each submission may take.
        threads: Threads that TensorFlow and BLAS compute with.
        cores: Processor cores to run on; by default any.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        threads: int = 2,
        cores: Collection[int] = (),
    ) -> None:
        self.limits = limits or Limits()
        self.threads = threads
        self.cores = sorted(cores)
        self._worker: _Worker | None = None

    def start(self) -> None:
        """Start the worker if none runs; do not wait for it.

        Raises:
            JailError: A wall is missing.
        """
        if self._worker is not None and not self._worker.is_running():
            self.close()
        if self._worker is None:
            self._worker = _Worker(self.threads, self.cores)

    @property
    def pid(self) -> int | None:
        """The process that all others of the jail descend from; None while there is none."""
        return self._worker.pid if self._worker else None

    def session(self) -> Session:
        """Return a new process for one submission, confined and waiting for requests.

        Raises:
            JailError: A wall is missing or does not stand.
        """
        self.start()
        assert self._worker is not None
        self._worker.wait_until_warm()
        return Session(self._worker, self.limits)

    def close(self) -> None:
        """End the worker and all sessions."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def __enter__(self) -> Jail:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Worker:
    """The process behind bubblewrap; see ``_worker/_serve.py`` for its messages."""

    def __init__(self, threads: int, cores: Sequence[int]) -> None:
        bubblewrap = require_walls()
        seen = view()
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 -- closed in close().
        with theirs:
            self._process = subprocess.Popen(
                [*bubblewrap_command(bubblewrap, seen), *_python(seen, theirs.fileno(), threads)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=self._errors,
                stderr=self._errors,
            )
        self._warm = False
        settings = {"preload": PRELOADED, "readable": seen.readable, "cores": cores}
        self.send(settings)

    @property
    def pid(self) -> int:
        """Of bubblewrap, which watches over the namespaces."""
        return self._process.pid

    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    def wait_until_warm(self) -> None:
        """Return when it has imported what it imports.

        Raises:
            JailError: It ended instead.
        """
        if not self._warm:
            self.receive(_SECONDS_TO_WARM)
            self._warm = True

    def send(self, message: Mapping[str, Any], descriptors: Sequence[int] = ()) -> None:
        """Send a message, with file descriptors.

        Raises:
            JailError: The process is gone.
        """
        try:
            socket.send_fds(self.control, [json.dumps(message).encode()], descriptors)
        except OSError:
            raise self._failure() from None

    def receive(self, seconds: float) -> tuple[dict[str, Any], list[int]]:
        """Return its answer, with the file descriptors that came along.

        Raises:
            JailError: None came.
        """
        self.control.settimeout(seconds)
        message, descriptors = b"", list[int]()
        with contextlib.suppress(TimeoutError, ConnectionError):
            message, descriptors, _, _ = socket.recv_fds(self.control, _MAX_MESSAGE, 1)
        if not message:
            raise self._failure()
        return json.loads(message), descriptors

    def _failure(self) -> JailError:
        self._process.kill()
        self._process.wait()
        said = []
        if not self._errors.closed:
            self._errors.seek(0)
            said = self._errors.read().decode(errors="replace").strip().splitlines()
        return JailError(
            Text(
                "the jail's worker does not run: {said}", "隔離環境的工作程序無法執行：{said}"
            ).format(said=said[-1] if said else f"exit status {self._process.returncode}"),
            expected=Text(
                "a kernel and a container that allow user namespaces",
                "允許使用者命名空間 (user namespace) 的核心或容器",
            ),
            fix=Text(
                "`fundamentals doctor` tries each wall and says which does not stand",
                "`fundamentals doctor` 會逐一測試，指出哪道牆無法建立",
            ),
        )

    def close(self) -> None:
        """End the process, and with its namespace all that runs in it."""
        self.control.close()
        self._process.kill()
        self._process.wait()
        self._errors.close()


def _python(seen: View, descriptor: int, threads: int) -> list[str]:
    environment = {
        "HOME": CACHE,
        "TMPDIR": CACHE,
        "USER": "learner",
        "PATH": "/nowhere",
        "LANG": "C.UTF-8",
        "KERAS_BACKEND": "tensorflow",
        "CUDA_VISIBLE_DEVICES": "-1",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": CACHE,
        "PYTHONHASHSEED": "0",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_NUM_INTEROP_THREADS": "2",
        **dict.fromkeys(("TF_NUM_INTRAOP_THREADS", "OMP_NUM_THREADS"), str(threads)),
        "OPENBLAS_NUM_THREADS": str(threads),
    }
    command = [part for item in environment.items() for part in ("--setenv", *item)]
    # -S: what .pth files would add to the import path is not there.
    command += ["--", str(seen.interpreter), "-S", "-s", "-B", "-c", _PROGRAM, str(descriptor)]
    return [*command, *map(str, seen.import_path)]


class Session:
    """A process for one submission. What it answers is not to be trusted; that it ends is.

    Attributes:
        failure: Why it ended; None while it runs.
    """

    def __init__(self, worker: _Worker, limits: Limits) -> None:
        self.failure: StudentFailure | None = None
        self._worker = worker
        self._max_answer = limits.answer
        with contextlib.ExitStack() as opened:
            self._channel, theirs = map(opened.enter_context, socket.socketpair())
            self._output, their_output = os.pipe2(os.O_CLOEXEC)
            opened.callback(os.close, self._output)
            taken = {name: getattr(limits, name) for name in _KERNEL_LIMITS}
            with theirs, os.fdopen(their_output, "wb"):
                worker.send({"start": taken}, [theirs.fileno(), their_output])
            answer, (self._process,) = worker.receive(_SECONDS_TO_START)
            opened.callback(os.close, self._process)
            self._pid = answer["pid"]
            self._await_confinement()
            self._watcher = Watcher(self._process, self._output, limits)
            self._opened = opened.pop_all()
        self._watcher.start()

    def _await_confinement(self) -> None:
        try:
            receive_frame(self._channel, deadline=time.monotonic() + _SECONDS_TO_START)
        except (TimeoutError, WireError):
            said = os.read(self._output, _MAX_MESSAGE).decode(errors="replace").strip()
            raise JailError(
                Text(
                    "a submission's process cannot shut itself in: {said}",
                    "繳交程式的程序無法自我隔離：{said}",
                ).format(said=said.rpartition("\n")[2]),
                expected=Text("Landlock and private mounts", "Landlock 與私有掛載"),
                fix=Text("run `fundamentals doctor`", "請執行 `fundamentals doctor`"),
            ) from None

    @property
    def output(self) -> str:
        """What the submission printed so far, cut to a length."""
        return self._watcher.printed

    def request(self, frame: Frame, seconds: float) -> Frame:
        """Send a request and return the answer, as it came.

        Raises:
            StudentFailure: There is none: it took too long or too much, or the process is gone.
            JailError: The whole jail is gone.
        """
        if self.failure is not None:
            raise StudentDied(f"its process had ended: {self.failure}")
        deadline = time.monotonic() + seconds
        try:
            self._expect_silence()
            send_frame(self._channel, frame, deadline=deadline)
            return receive_frame(self._channel, deadline=deadline, max_bytes=self._max_answer)
        except TimeoutError:
            raise self._end(StudentTimeout(seconds)) from None
        except WireClosedError:
            # It closed its side, or died: let the watcher say which limit, if any.
            self._watcher.join(1.0)
            raise self._end(None) from None
        except WireError as error:
            raise self._end(StudentDied(f"sent something that is no answer: {error}")) from None

    def _expect_silence(self) -> None:
        """Raise WireError if there is an answer to a question that was not asked."""
        self._channel.settimeout(0)
        with contextlib.suppress(BlockingIOError, ConnectionResetError):
            if self._channel.recv(1, socket.MSG_PEEK):
                raise WireError("it came before the question")

    def _end(self, failure: StudentFailure | None) -> StudentFailure:
        """Kill what is left, wait until it is gone, and return why it ended."""
        self._watcher.kill()
        self._watcher.join()
        self._opened.close()
        self.failure = self._watcher.verdict or failure or StudentDied("with the whole jail")
        self._worker.send({"reap": self._pid})
        answer, _ = self._worker.receive(_SECONDS_TO_START)
        if failure is None and self._watcher.verdict is None:
            self.failure = StudentDied(_say(answer["status"]))
        return self.failure

    def close(self) -> None:
        """End the process and all that it started."""
        if self.failure is None:
            # With the jail gone, so is this process.
            with contextlib.suppress(JailError):
                self._end(StudentDied("closed"))


_KERNEL_LIMITS = ("memory", "disk", "processes", "files", "cpu_seconds")


def _say(status: int) -> str:
    if status >= 0:
        return f"exit status {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"
