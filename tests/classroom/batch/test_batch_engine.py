"""The engine with graders without a sandbox: lost, retried and abandoned submissions, and other
runs."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from batch_class import (
    RUBRIC,
    Graders,
    all_passed,
    export,
    report_of,
    run,
    scores,
    times_graded,
    write_class,
)

from fundamentals.classroom.batch import (
    Event,
    EventKind,
    GradingJob,
    WorkerLostError,
    _engine,
    workers_that_fit,
)
from fundamentals.classroom.batch._pool import _shares
from fundamentals.classroom.gradebook import Gradebook
from fundamentals.errors import BatchError, GradebookError, SandboxError
from fundamentals.grading import Report, Verdict
from fundamentals.language import Text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_class(tmp_path / "class")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "class.db"


def test_a_class_is_graded_once_however_often_the_command_is_run(folder: Path, path: Path) -> None:
    graders = Graders(all_passed)
    events: list[Event] = []
    for _ in range(2):
        with Gradebook.open(path, create=True) as gradebook:
            run(gradebook, folder, graders, tell=events.append)
    assert sorted(graders.graded) == ["a.py", "b.py", "c.py", "d.py"]
    assert [event.what for event in events] == [EventKind.GRADED] * 4
    assert set(scores(path).values()) == {RUBRIC.max_score}


def test_the_same_bytes_from_two_learners_are_graded_once(folder: Path, path: Path) -> None:
    (folder / "copy.py").write_bytes((folder / "a.py").read_bytes())
    graders = Graders(all_passed)
    with Gradebook.open(path, create=True) as gradebook:
        run(gradebook, folder, graders)
    assert len(graders.graded) == 4
    assert scores(path)["copy"] == RUBRIC.max_score


def test_a_lost_worker_costs_nothing_but_the_time(folder: Path, path: Path) -> None:
    seen: Counter[str] = Counter()

    def answer(job: GradingJob) -> Report:
        seen[job.submission.name] += 1
        if seen[job.submission.name] == 1:
            raise WorkerLostError("the worker's process ended")
        return all_passed(job)

    with Gradebook.open(path, create=True) as gradebook:
        outcomes = run(gradebook, folder, Graders(answer))
    assert outcomes == {EventKind.RETRIED: 4, EventKind.GRADED: 4}
    assert times_graded(path) == [1] * 4


def test_what_no_worker_can_grade_is_a_grader_error_and_the_others_are_graded(
    folder: Path, path: Path
) -> None:
    def answer(job: GradingJob) -> Report:
        if job.submission.name == "b.py":
            raise WorkerLostError("the worker's process ended")
        return all_passed(job)

    events: list[Event] = []
    with Gradebook.open(path, create=True) as gradebook:
        outcomes = run(gradebook, folder, Graders(answer), tell=events.append)
    assert outcomes == {EventKind.RETRIED: 2, EventKind.GRADED: 3, EventKind.GRADER_ERROR: 1}
    (given_up,) = (event for event in events if event.what is EventKind.GRADER_ERROR)
    assert "the worker's process ended" in given_up.problem
    assert scores(path) == {
        name: None if name == "b" else RUBRIC.max_score for name in ("a", "b", "c", "d")
    }
    # Nothing is decided: the next run tries again.
    with Gradebook.open(path) as gradebook:
        assert run(gradebook, folder, Graders(all_passed)) == {EventKind.GRADED: 1}
    assert scores(path)["b"] == RUBRIC.max_score


def test_a_check_that_fails_the_grader_is_tried_again_and_then_told_of(
    folder: Path, path: Path
) -> None:
    def answer(job: GradingJob) -> Report:
        fails = job.submission.name in ("a.py", "c.py")
        return report_of(job, Verdict.GRADER_ERROR if fails else Verdict.PASSED)

    with Gradebook.open(path, create=True) as gradebook:
        outcomes = run(gradebook, folder, Graders(answer))
    assert outcomes == {EventKind.RETRIED: 4, EventKind.GRADER_ERROR: 2, EventKind.GRADED: 2}
    assert times_graded(path) == [1] * 4


def test_a_check_that_fails_the_grader_every_time_ends_the_run(folder: Path, path: Path) -> None:
    graders = Graders(lambda job: report_of(job, Verdict.GRADER_ERROR))
    with (
        Gradebook.open(path, create=True) as gradebook,
        pytest.raises(BatchError, match=f"on every submission: {RUBRIC.checks[0].id}"),
    ):
        run(gradebook, folder, graders)


def test_one_learner_s_attempts_cannot_end_the_run_nor_hold_up_the_others(
    tmp_path: Path, path: Path
) -> None:
    folder = write_class(tmp_path / "class", 2)
    for number in range(5):
        (folder / "a").mkdir(exist_ok=True)
        (folder / "a" / f"a_{number}.py").write_text(f"# {number}\n")
    order: list[str] = []

    def answer(job: GradingJob) -> Report:
        order.append(job.submission.name)
        if job.submission.name in good:
            return all_passed(job)
        raise WorkerLostError("the worker's process ended")

    good = {file.name for file in folder.glob("*.py")}
    with Gradebook.open(path, create=True) as gradebook:
        outcomes = run(gradebook, folder, Graders(answer), capacity=lambda: 1)
    assert outcomes[EventKind.GRADED] == 2
    assert outcomes[EventKind.GRADER_ERROR] == 5
    # The last tries come behind everybody else.
    assert all(name not in good for name in order[-5:])


def test_many_failures_with_successes_between_them_do_not_end_the_run(
    tmp_path: Path, path: Path
) -> None:
    folder = write_class(tmp_path / "many", 12)
    seen: set[str] = set()

    def answer(job: GradingJob) -> Report:
        if job.submission.name not in seen:
            seen.add(job.submission.name)
            raise WorkerLostError("the worker's process ended")
        return all_passed(job)

    with Gradebook.open(path, create=True) as gradebook:
        outcomes = run(gradebook, folder, Graders(answer), capacity=lambda: 1)
    assert outcomes == {EventKind.RETRIED: 12, EventKind.GRADED: 12}


def test_an_executor_that_takes_nothing_any_more_ends_the_run(folder: Path, path: Path) -> None:
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with (
        Gradebook.open(path, create=True) as gradebook,
        pytest.raises(BatchError, match="cannot schedule new futures"),
    ):
        run(gradebook, folder, executor)


def test_workers_that_always_fail_end_the_run_with_what_they_say(folder: Path, path: Path) -> None:
    def answer(job: GradingJob) -> Report:
        lacks = Text("the sandbox is missing a layer", "隔離環境缺少一層")
        raise SandboxError(lacks, expected=Text("both", "兩層"), fix=Text("install it", "請安裝"))

    told = "on every submission: the sandbox is missing"
    with (
        Gradebook.open(path, create=True) as gradebook,
        pytest.raises(BatchError, match=told),
    ):
        run(gradebook, folder, Graders(answer))
    # What was claimed is free again, now that the gradebook is closed.
    with Gradebook.open(path) as gradebook:
        run(gradebook, folder, Graders(all_passed))
    assert set(scores(path).values()) == {RUBRIC.max_score}


def test_two_runs_at_once_share_the_class(folder: Path, path: Path) -> None:
    with Gradebook.open(path, create=True) as first, Gradebook.open(path) as second:
        other = Graders(all_passed)

        def answer(job: GradingJob) -> Report:
            if not other.graded:
                # While this one is at its first, another run comes by and takes what is free.
                counts.update(run(second, folder, other, capacity=lambda: 1))
            return all_passed(job)

        counts: Counter[EventKind] = Counter()
        mine = Graders(answer)
        counts.update(run(first, folder, mine, capacity=lambda: 1))
    assert sorted(mine.graded + other.graded) == ["a.py", "b.py", "c.py", "d.py"]
    assert counts[EventKind.GRADED] == 4
    assert times_graded(path) == [1] * 4


def test_a_changed_file_is_left_out(folder: Path, path: Path) -> None:
    def answer(job: GradingJob) -> Report:
        (folder / "d.py").write_text("# changed\n", encoding="utf-8")
        return all_passed(job)

    with Gradebook.open(path, create=True) as gradebook:
        outcomes = run(gradebook, folder, Graders(answer), capacity=lambda: 1)
    assert outcomes == {EventKind.GRADED: 3, EventKind.ABSENT: 1}


def test_a_gradebook_locked_in_mid_run_ends_it_with_a_clear_error_and_loses_nothing(
    folder: Path, path: Path
) -> None:
    blocker = sqlite3.connect(path, isolation_level=None, check_same_thread=False)

    def answer(job: GradingJob) -> Report:
        if job.submission.name == "c.py":
            blocker.execute("BEGIN IMMEDIATE")
        return all_passed(job)

    gradebook = Gradebook.open(path, create=True, wait_seconds=0.05)
    with pytest.raises(GradebookError, match="locked by another program"):
        run(gradebook, folder, Graders(answer), capacity=lambda: 1)
    blocker.execute("ROLLBACK")
    blocker.close()
    gradebook.close()
    graders = Graders(all_passed)
    with Gradebook.open(path) as gradebook:
        run(gradebook, folder, graders)
    assert sorted(graders.graded) == ["c.py", "d.py"]
    assert set(scores(path).values()) == {RUBRIC.max_score}


def test_a_full_disk_ends_the_run_with_a_clear_error_and_loses_nothing(
    tmp_path: Path, path: Path
) -> None:
    folder = write_class(tmp_path / "many", 20)
    with Gradebook.open(path, create=True) as gradebook:
        connection = gradebook._database._connection

        def answer(job: GradingJob) -> Report:
            if job.submission.name == "c.py":
                (pages,) = connection.execute("PRAGMA page_count").fetchone()
                connection.execute(f"PRAGMA max_page_count = {pages + 1}")
            return all_passed(job)

        with pytest.raises(GradebookError, match="the disk is full"):
            run(gradebook, folder, Graders(answer), capacity=lambda: 1)
    graders = Graders(all_passed)
    with Gradebook.open(path) as gradebook:
        run(gradebook, folder, graders)
    assert "a.py" not in graders.graded
    assert set(scores(path).values()) == {RUBRIC.max_score}
    assert times_graded(path) == [1] * 20


def test_a_clock_set_back_changes_nothing(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with Gradebook.open(tmp_path / "other.db", create=True) as gradebook:
        run(gradebook, folder, Graders(all_passed))

    def answer(job: GradingJob) -> Report:
        past = time.time() - 86_400
        monkeypatch.setattr(time, "time", lambda: past)
        return all_passed(job)

    with Gradebook.open(path, create=True) as gradebook:
        assert run(gradebook, folder, Graders(answer)) == {EventKind.GRADED: 4}
    assert export(path) == export(tmp_path / "other.db")


def test_a_worker_that_never_answers_is_given_up_on(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deaf(Graders):
        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            future = super().submit(fn, *args, **kwargs)
            return future if len(self.graded) > 1 else Future()

    monkeypatch.setattr(_engine, "_SECONDS_TO_RENEW", 0.05)
    monkeypatch.setattr(_engine, "_SECONDS_OF_GRACE", 0.0)
    with Gradebook.open(path, create=True) as gradebook:
        outcomes = run(gradebook, folder, Deaf(all_passed), seconds=0.2)
    assert outcomes == {EventKind.RETRIED: 1, EventKind.GRADED: 4}


def test_only_what_a_changed_rubric_touches_is_run_again(folder: Path, path: Path) -> None:
    asked: list[GradingJob] = []

    def answer(job: GradingJob) -> Report:
        asked.append(job)
        verdict = Verdict.FAILED if job.submission.name == "a.py" else Verdict.PASSED
        return report_of(job, verdict)

    with Gradebook.open(path, create=True) as gradebook:
        run(gradebook, folder, Graders(answer))
    # As if this check's function had been another one until now.
    connection = sqlite3.connect(path)
    connection.execute(
        "UPDATE question SET fingerprint = 'old' WHERE check_id = ?", (RUBRIC.checks[2].id,)
    )
    connection.commit()
    connection.close()
    asked.clear()
    with Gradebook.open(path) as gradebook:
        run(gradebook, folder, Graders(answer))
    assert {job.checks for job in asked} == {(RUBRIC.checks[2].id,)}
    failed = {job.submission.name: RUBRIC.checks[0].task in job.failed for job in asked}
    assert failed == {"a.py": True, "b.py": False, "c.py": False, "d.py": False}


@pytest.mark.parametrize(
    ("cores", "gigabytes", "workers"), [(2, 64, 2), (16, 10, 3), (4, 1, 1), (1, 64, 1)]
)
def test_there_are_as_many_workers_as_cores_and_memory_allow(
    cores: int, gigabytes: int, workers: int
) -> None:
    assert workers_that_fit(cores, gigabytes * 2**30) == workers


def test_cores_are_dealt_so_that_no_two_workers_share_one_without_need() -> None:
    assert _shares([0, 1, 2, 3], 2) == [[0, 2], [1, 3]]
    assert _shares([4, 5], 3) == [[4], [5], [4]]
