"""Submissions without a sandbox: a learner's own file, and a notebook's own functions."""

from __future__ import annotations

import signal
from collections.abc import Collection

from fundamentals.sandbox._local_process import LocalProcess
from fundamentals.sandbox._running_submission import RunningSubmission
from fundamentals.sandbox._spawned_process import SpawnedProcess
from fundamentals.sandbox._submission import Submission
from fundamentals.sandbox._worker_client import WorkerClient
from fundamentals.sandbox.worker._runner import FunctionSource
from fundamentals.sandbox.worker._submission_module import SubmissionModule


class LocalSubmission(RunningSubmission):
    """A submission that runs in this process or, if its calls cannot be timed here, in another."""

    shares_process = True

    def _open(self, packages: Collection[str]) -> WorkerClient:
        name = self.submission.name
        if hasattr(signal, "setitimer"):
            return WorkerClient(LocalProcess(SubmissionModule(name)), memory_limit=0)
        return WorkerClient(SpawnedProcess(name), memory_limit=0)


class KernelSubmission(LocalSubmission):
    """The functions of the notebook kernel that runs in this process."""

    def __init__(
        self, program: FunctionSource, *, seed: int, seconds: float, total_seconds: float
    ) -> None:
        nothing = Submission("notebook.ipynb", b"")
        super().__init__(nothing, seed=seed, seconds=seconds, total_seconds=total_seconds)
        self._program = program

    def _open(self, packages: Collection[str]) -> WorkerClient:
        return WorkerClient(LocalProcess(self._program), memory_limit=0)
