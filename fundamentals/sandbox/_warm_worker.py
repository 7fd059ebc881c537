"""The warm process in the bubblewrap layer, which forks one process per submission."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import tempfile
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from fundamentals.cores import THREADS_PER_OPERATION, THREADS_PER_PRODUCT
from fundamentals.errors import SandboxError
from fundamentals.sandbox._bubblewrap import (
    View,
    bubblewrap_command,
    require_isolation,
    view,
)
from fundamentals.sandbox._refused_namespaces import worker_not_running
from fundamentals.sandbox._warm_imports import LIGHT
from fundamentals.sandbox.worker import CACHE

_SECONDS_TO_IMPORT = 120
_MAX_MESSAGE = 2**16
_PROGRAM = (
    "import sys; sys.path[:] = sys.argv[2:];"
    " from fundamentals.sandbox.worker._fork_server import serve; serve(int(sys.argv[1]))"
)


class WarmWorker:
    """The process in the bubblewrap layer; ``worker/_fork_server.py`` describes its messages."""

    def __init__(self, threads: int, cores: Sequence[int]) -> None:
        bubblewrap = require_isolation()
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
        self._imported: set[str] = set()
        # Imports that it has not confirmed.
        self._pending = 0
        self._send({"readable": seen.readable, "cores": cores})
        self.begin_import(LIGHT)

    @property
    def pid(self) -> int:
        """The process id of bubblewrap, which owns the namespaces."""
        return self._process.pid

    def is_running(self) -> bool:
        """Whether the process is running."""
        return self._process.poll() is None

    def begin_import(self, modules: Collection[str]) -> None:
        """Have it import ``modules`` that it lacks, without waiting.

        Raises:
            SandboxError: The process is gone.
        """
        new = sorted(set(modules) - self._imported)
        if new:
            self._send({"import": new})
            self._imported.update(new)
            self._pending += 1

    def finish_imports(self) -> None:
        """Return once it has finished its imports.

        Raises:
            SandboxError: It ended instead.
        """
        while self._pending:
            self._receive(_SECONDS_TO_IMPORT)
            self._pending -= 1

    def ask(
        self, message: Mapping[str, Any], descriptors: Sequence[int] = (), *, seconds: float
    ) -> tuple[dict[str, Any], list[int]]:
        """Send a message, with file descriptors, and return the answer, with those that came.

        Raises:
            SandboxError: The process is gone, or did not answer in time.
        """
        self.finish_imports()
        self._send(message, descriptors)
        return self._receive(seconds)

    def _send(self, message: Mapping[str, Any], descriptors: Sequence[int] = ()) -> None:
        try:
            socket.send_fds(self.control, [json.dumps(message).encode()], descriptors)
        except OSError:
            raise self._failure() from None

    def _receive(self, seconds: float) -> tuple[dict[str, Any], list[int]]:
        self.control.settimeout(seconds)
        message, descriptors = b"", list[int]()
        with contextlib.suppress(TimeoutError, ConnectionError):
            message, descriptors, _, _ = socket.recv_fds(self.control, _MAX_MESSAGE, 1)
        if not message:
            raise self._failure()
        return json.loads(message), descriptors

    def _failure(self) -> SandboxError:
        self._process.kill()
        self._process.wait()
        said = []
        if not self._errors.closed:
            self._errors.seek(0)
            said = self._errors.read().decode(errors="replace").strip().splitlines()
        return worker_not_running(said[-1] if said else f"exit status {self._process.returncode}")

    def close(self) -> None:
        """End the process and, with its namespace, everything in it."""
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
        **dict.fromkeys((THREADS_PER_OPERATION, "OMP_NUM_THREADS"), str(threads)),
        THREADS_PER_PRODUCT: "1",
    }
    command = [part for item in environment.items() for part in ("--setenv", *item)]
    # -S: the sandbox lacks what .pth files would add to the import path.
    command += ["--", str(seen.interpreter), "-S", "-s", "-B", "-c", _PROGRAM, str(descriptor)]
    return [*command, *map(str, seen.import_path)]
