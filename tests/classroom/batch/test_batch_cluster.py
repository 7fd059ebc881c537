"""A real Dask cluster: who may grade on it, and what happens when a part of it goes away.

No test starts a sandbox: what the workers say of themselves is set as they start.
"""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from batch_class import LAB, Graders, all_passed, run, scores, times_graded, write_class

from fundamentals.classroom.batch import _cluster, open_cluster
from fundamentals.classroom.batch._cluster import WorkerFacts
from fundamentals.classroom.batch._grade_submission import rubric_digest
from fundamentals.classroom.gradebook import Gradebook
from fundamentals.errors import BatchError
from fundamentals.grading import Report

# Looked for, not imported: each worker of the quick tests collects this file.
MISSING = importlib.util.find_spec("distributed") is None
pytestmark = [pytest.mark.slow, pytest.mark.skipif(MISSING, reason="distributed is not installed")]


def start(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )


def wait_until(happened: Callable[[], Any], seconds: float = 120) -> Any:
    until = time.monotonic() + seconds
    while not (result := happened()):
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.1)
    return result


class Cluster:
    """A scheduler, and workers that pretend to be of some release."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self.scheduler = start(
            "scheduler",
            "--port",
            "0",
            "--dashboard-address",
            ":0",
            "--no-show",
            "--scheduler-file",
            str(self._file),
        )
        self.workers: list[subprocess.Popen[bytes]] = []
        wait_until(self._file.is_file)
        time.sleep(0.2)
        self.address = json.loads(self._file.read_text())["address"]

    def add_worker(self, name: str, preload: str = "") -> subprocess.Popen[bytes]:
        path = self._folder / f"{name}.py"
        path.write_text(preload)
        worker = start(
            "worker",
            self.address,
            "--name",
            name,
            "--nthreads",
            "1",
            "--no-nanny",
            "--no-dashboard",
            "--local-directory",
            str(self._folder),
            "--preload",
            str(path),
        )
        self.workers.append(worker)
        return worker

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "dask").mkdir()
    made = Cluster(tmp_path / "dask")
    yield made
    made.stop()


OTHER_RELEASE = "import fundamentals.classroom.batch._cluster as c\nc.__version__ = '9.9'\n"
NO_TOOLS = """
import fundamentals.classroom.batch._cluster as c
def missing():
    from fundamentals.errors import SandboxError
    from fundamentals.language import Text
    nothing = Text('', '')
    raise SandboxError(Text('no bubblewrap', ''), expected=nothing, fix=nothing)
c.require_isolation = missing
"""
OTHER_RUBRIC = """
import fundamentals.classroom.batch._cluster as c
c.rubric_digest = lambda lab: 'another'
"""
OLD_RELEASE = """
import fundamentals.classroom.batch._cluster as c
vars(c).pop("describe_worker", None)
"""


def test_only_workers_that_grade_alike_grade_and_the_others_are_named(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_cluster, "_SECONDS_BETWEEN_LOOKS", 0.2)
    monkeypatch.setattr(_cluster, "_SECONDS_UNTIL_NO_WORKER_IS_SAID", 1.0)
    said: list[str] = []
    with open_cluster(cluster.address, LAB, lambda text: said.append(text.en)) as opened:
        executor, capacity = opened
        # Nobody is there yet: that is said after seconds.
        assert wait_until(lambda: capacity() == 0 and said)
        assert said == [
            f"no worker at {cluster.address} yet: waiting; start `dask worker {cluster.address}`"
        ]
        good = [cluster.add_worker(f"good{n}") for n in range(2)]
        wait_until(lambda: capacity() == 2)
        for name, preload in {
            "release": OTHER_RELEASE,
            "tools": NO_TOOLS,
            "rubric": OTHER_RUBRIC,
            "old": OLD_RELEASE,
        }.items():
            cluster.add_worker(name, preload)
        wait_until(lambda: capacity() and len(said) >= 5)
        assert capacity() == 2
        refused = sorted(each.partition(" refused: ")[2] for each in said[1:])
        assert refused[0].startswith("it has another release of this package, or none (")
        assert refused[1:] == [
            "it has release 9.9 of this package instead of " + _cluster.__version__,
            "its checks of this lab differ from the ones here",
            "no bubblewrap",
        ]
        # A lost worker is named, with how many are left.
        good[0].send_signal(signal.SIGKILL)
        wait_until(lambda: capacity() == 1)
        assert said[-1].endswith("lost; 1 left")
        # Work goes only to who was admitted.
        assert executor.submit(os.getpid).result(30) == good[1].pid
        # The scheduler goes away in mid-run: one error, in three parts, and nothing else.
        monkeypatch.setattr(_cluster, "_SECONDS_WITHOUT_SCHEDULER", 1.0)
        slow = executor.submit(time.sleep, 600)
        cluster.scheduler.kill()
        with pytest.raises(BatchError) as caught:
            wait_until(lambda: capacity() is None)
        assert f"the cluster at {cluster.address} no longer answers" in str(caught.value)
        assert "finished grades are kept" in str(caught.value)
        assert slow.cancelled() or not slow.done()


def test_a_cluster_of_refused_workers_only_ends_the_run_with_their_names(
    cluster: Cluster, tmp_path: Path
) -> None:
    cluster.add_worker("release", OTHER_RELEASE)
    folder = write_class(tmp_path / "class", 3)
    with Gradebook.open(tmp_path / "class.db", create=True) as gradebook:
        with (
            open_cluster(cluster.address, LAB) as (executor, capacity),
            pytest.raises(BatchError, match=r"every worker was refused: .*it has release 9\.9"),
        ):
            run(gradebook, folder, executor, capacity=capacity)
        # Nothing is recorded as graded, and another run goes on.
        assert times_graded(tmp_path / "class.db") == []
        run(gradebook, folder, Graders(all_passed))
    assert set(scores(tmp_path / "class.db").values()) == {LAB.points}


def test_what_a_worker_leaves_out_is_never_graded(tmp_path: Path) -> None:
    path = tmp_path / "class.db"
    folder = write_class(tmp_path / "class", 2)

    def some(job: Any) -> Report:
        report = all_passed(job)
        return (
            report if job.submission.name == "b.py" else replace(report, checks=report.checks[1:])
        )

    with Gradebook.open(path, create=True) as gradebook:
        outcomes = run(gradebook, folder, Graders(some))
    assert scores(path) == {"a": None, "b": LAB.points}
    assert {kind.value: count for kind, count in outcomes.items()} == {
        "retried": 2,
        "grader-error": 1,
        "graded": 1,
    }


def test_facts_of_a_worker_are_those_of_this_machine() -> None:
    facts = _cluster.describe_worker(LAB)
    assert facts == WorkerFacts(_cluster.__version__, rubric_digest(LAB), facts.problem)
