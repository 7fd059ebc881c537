"""A submission in a sandbox."""

from __future__ import annotations

from collections.abc import Collection

from fundamentals.sandbox._running_submission import RunningSubmission
from fundamentals.sandbox._sandbox import Sandbox
from fundamentals.sandbox._submission import Submission
from fundamentals.sandbox._worker_client import WorkerClient


class SandboxedSubmission(RunningSubmission):
    """A submission that runs in a sandbox."""

    def __init__(
        self,
        submission: Submission,
        sandbox: Sandbox,
        *,
        seed: int,
        seconds: float,
        total_seconds: float,
    ) -> None:
        super().__init__(submission, seed=seed, seconds=seconds, total_seconds=total_seconds)
        self._sandbox = sandbox

    def _open(self, packages: Collection[str]) -> WorkerClient:
        return WorkerClient(
            self._sandbox.new_process(packages), memory_limit=self._sandbox.limits.memory
        )
