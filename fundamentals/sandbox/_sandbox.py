"""The sandbox: a warm worker inside the bubblewrap layer, a process per submission."""

from __future__ import annotations

from collections.abc import Collection

from fundamentals.cores import threads_per_operation, usable_cores
from fundamentals.sandbox._limits import Limits
from fundamentals.sandbox._sandboxed_process import SandboxedProcess
from fundamentals.sandbox._warm_worker import WarmWorker


class Sandbox:
    """A warm worker that serves one submission after another.

    Creating it costs nothing; :meth:`start` starts the worker, and :meth:`new_process` waits until
    it is warm: half a second, or a few seconds if a submission needs Keras. If the worker is gone,
    the next call restarts it. Only one thread at a time may use a sandbox, and the thread that
    starts it must outlive it: bubblewrap ends with its parent thread.

    Args:
        limits: What each submission may take.
        threads: Number of threads per TensorFlow operation; by default, what suits the cores.
        cores: Processor cores to run on; by default, any.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        threads: int | None = None,
        cores: Collection[int] = (),
    ) -> None:
        self.limits = limits or Limits()
        self.cores = sorted(cores)
        self.threads = threads or threads_per_operation(len(self.cores) or usable_cores())
        self._worker: WarmWorker | None = None

    def start(self, packages: Collection[str] = ()) -> None:
        """Start the worker if none is running, and have it import ``packages``, without waiting.

        Raises:
            SandboxError: A part of the sandbox is missing.
        """
        if self._worker is not None and not self._worker.is_running():
            self.close()
        if self._worker is None:
            self._worker = WarmWorker(self.threads, self.cores)
        self._worker.begin_import(packages)

    @property
    def pid(self) -> int | None:
        """Process id of the ancestor of all the sandbox's processes; None if there is none."""
        return self._worker.pid if self._worker else None

    def new_process(self, packages: Collection[str] = ()) -> SandboxedProcess:
        """Return a new process for one submission, confined and waiting for requests.

        Args:
            packages: What it has already imported. An import of Keras in a process without it ends
                with the failure ``StudentNeedsKeras``.

        Raises:
            SandboxError: A part of the sandbox is missing or does not work.
        """
        self.start(packages)
        assert self._worker is not None
        return SandboxedProcess(self._worker, self.limits)

    def close(self) -> None:
        """End the worker and all its processes."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
