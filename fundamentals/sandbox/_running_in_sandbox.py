"""A submission in a sandbox."""

from __future__ import annotations

from collections.abc import Collection

from fundamentals.sandbox._dialogue import Dialogue
from fundamentals.sandbox._running import RunningSubmission
from fundamentals.sandbox._sandbox import Sandbox
from fundamentals.sandbox._submission import Submission


class RunningInSandbox(RunningSubmission):
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

    def _open(self, packages: Collection[str]) -> Dialogue:
        return Dialogue(
            self._sandbox.new_process(packages), memory_limit=self._sandbox.limits.memory
        )
