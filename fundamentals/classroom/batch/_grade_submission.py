"""Grading one submission in this process, in another, or on another machine."""

from __future__ import annotations

import functools
import hashlib
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from fundamentals.classroom.gradebook._check_fingerprints import fingerprint
from fundamentals.grading import Report, Rubric, load_rubric, run_checks
from fundamentals.grading.models import OwnData
from fundamentals.language import use_language
from fundamentals.manifest import Lab, find_course
from fundamentals.sandbox import Sandbox, SandboxedStudent, Submission


@dataclass(frozen=True)
class GradingJob:
    """Everything that a worker needs to grade a submission, its bytes included.

    Attributes:
        lab: The lab. Its rubric comes with the package.
        submission: The file.
        seed: The seed of all random inputs.
        checks: Ids of the checks to run.
        failed: Ids of checks and tasks that earned nothing in earlier runs.
        language: Language that the submission sees.
        seconds: Time limit of all calls of the submission together.
        data: Pictures that the checks use in place of the lab's own.
    """

    lab: Lab
    submission: Submission = field(repr=False)
    seed: int
    checks: tuple[str, ...]
    failed: frozenset[str]
    language: str
    seconds: float
    data: OwnData | None = field(default=None, repr=False)


class _WorkerState(threading.local):
    """The sandbox of this thread, which ends with it, and its cores."""

    cores: Collection[int] = ()
    # A worker of a cluster has a sandbox for each of its threads.
    threads: int | None = 1

    @functools.cached_property
    def sandbox(self) -> Sandbox:
        return Sandbox(cores=self.cores, threads=self.threads)


_worker = _WorkerState()


def start_sandbox(cores: Collection[int]) -> None:
    """Start this thread's sandbox on ``cores``, without waiting for it."""
    _worker.cores, _worker.threads = cores, None
    _worker.sandbox.start()


def rubric_digest(lab: Lab) -> str:
    """Return a hash of what the checks of ``lab`` do here, with this release of the package.

    Raises:
        CourseError: This machine does not have the lab.
    """
    fingerprints = fingerprint(load_rubric(_here(lab)))
    return hashlib.sha256(repr(sorted(fingerprints.items())).encode()).hexdigest()


def _here(lab: Lab) -> Lab:
    """Return ``lab`` as it is on this machine, which may lack the sender's folders."""
    return lab if lab.checks_path.is_file() else find_course().lab(lab.id)


def grade_submission(job: GradingJob) -> Report:
    """Return the report, without the parts that only a single submission's report shows.

    Uses the sandbox of this thread, and starts it if necessary. The thread must stay alive, because
    the sandbox ends with it.

    Raises:
        SandboxError: The sandbox cannot be used here.
    """
    start = time.perf_counter()
    rubric = load_rubric(_here(job.lab))
    checks = tuple(check for check in rubric.checks if check.id in job.checks)
    chosen = Rubric(job.lab, checks, job.data)
    with (
        use_language(job.language),
        SandboxedStudent(
            job.submission, _worker.sandbox, seed=job.seed, total_seconds=job.seconds
        ) as student,
    ):
        report = run_checks(chosen, student, seed=job.seed, failed=job.failed)
    return replace(
        report,
        # Includes starting and ending the submission's processes.
        seconds=time.perf_counter() - start,
        checks=tuple(replace(each, exhibit=None) for each in report.checks),
    )
