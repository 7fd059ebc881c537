"""Several runs grade one class: each submission once, and none is lost with a run that dies."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from gradebook_class import LAB, attempt, grade, report_of

from fundamentals.classroom.gradebook import LEASE_SECONDS, Gradebook, Pending
from fundamentals.classroom.gradebook._leases import Leases
from fundamentals.grading import Rubric


@pytest.fixture
def pending(gradebook: Gradebook, rubric: Rubric) -> Pending:
    gradebook.enter(LAB, [attempt("b1", "one"), attempt("b2", "two")])
    return gradebook.pending(rubric, seed=0)[0]


@pytest.fixture
def other(gradebook: Gradebook, path: Path) -> Iterator[Gradebook]:
    with Gradebook.open(path) as opened:
        yield opened


def test_what_one_run_has_claimed_no_other_gets(
    gradebook: Gradebook, other: Gradebook, pending: Pending, rubric: Rubric
) -> None:
    claim = gradebook.claim(pending)
    assert claim is not None
    assert other.claim(pending) is None
    # The second submission is free.
    assert other.claim(other.pending(rubric, seed=0)[1]) is not None
    assert gradebook.record(claim, report_of(rubric, "one", {}), seconds=1)
    assert other.claim(pending) is None, "it has been decided since"


def test_what_a_run_gives_back_another_gets(
    gradebook: Gradebook, other: Gradebook, pending: Pending
) -> None:
    claim = gradebook.claim(pending)
    assert claim is not None
    gradebook.release(claim)
    assert other.claim(pending) is not None


def test_a_run_that_ends_gives_back_what_it_had(
    path: Path, other: Gradebook, pending: Pending
) -> None:
    with Gradebook.open(path) as third:
        assert third.claim(pending) is not None
        assert other.claim(pending) is None
    assert other.claim(pending) is not None


def test_a_check_that_another_run_decided_is_not_run_again(
    gradebook: Gradebook, other: Gradebook, pending: Pending, rubric: Rubric
) -> None:
    claim = other.claim(pending)
    assert claim is not None
    whole = report_of(rubric, "one", {})
    some = type(whole)(LAB, "mine.py", whole.sha256, 0, 1.0, whole.checks[:2])
    assert other.record(claim, some, seconds=1)
    rest = gradebook.claim(pending)
    assert rest is not None
    assert rest.checks == ("3a.3/third",)


@pytest.mark.parametrize("reaped", [False, True])
def test_what_a_killed_run_had_is_free_at_once(
    reaped: bool, path: Path, gradebook: Gradebook, pending: Pending
) -> None:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        killed = Gradebook.open(path)
        os.write(writer, b"1" if killed.claim(pending) else b"0")
        time.sleep(60)
        os._exit(1)
    try:
        assert os.read(reader, 1) == b"1"
        assert gradebook.claim(pending) is None
    finally:
        os.kill(child, signal.SIGKILL)
        # Until its parent asks for its end, a killed process still has its number.
        os.waitid(os.P_PID, child, os.WEXITED | (0 if reaped else os.WNOWAIT))
        os.close(reader)
        os.close(writer)
    assert gradebook.claim(pending) is not None
    if not reaped:
        os.waitpid(child, 0)


def test_a_number_that_a_new_process_got_does_not_keep_the_old_ones_lease(
    gradebook: Gradebook, other: Gradebook, pending: Pending
) -> None:
    assert gradebook.claim(pending) is not None
    with gradebook._database.change() as connection:
        connection.execute("UPDATE run SET started = started - 1")
    assert other.claim(pending) is not None


@pytest.mark.parametrize("missing", ["/proc", "/proc/self/ns"])
def test_a_system_without_proc_claims_and_keeps_what_it_claimed(
    missing: str, path: Path, pending: Pending, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(name: str) -> Path:
        return Path(name.replace(missing, "/nothing"))

    monkeypatch.setattr("fundamentals.classroom.gradebook._leases.Path", found)
    with Gradebook.open(path) as first, Gradebook.open(path) as second:
        assert first.claim(pending) is not None
        assert first.claim(pending) is not None
        assert second.claim(pending) is None


@pytest.fixture
def elsewhere(gradebook: Gradebook, other: Gradebook, pending: Pending) -> Callable[[float], None]:
    """Make ``other`` a run on another machine that has claimed ``pending``.

    Return a function that advances this run's clock.
    """
    now = [1000.0]
    gradebook._leases = Leases(monotonic=lambda: now[0])
    assert other.claim(pending) is not None
    with other._database.change() as connection:
        connection.execute("UPDATE run SET place = 'another machine'")

    def wait(seconds: float) -> None:
        now[0] += seconds

    return wait


def test_a_silent_run_elsewhere_keeps_its_lease_for_a_while(
    gradebook: Gradebook, pending: Pending, elsewhere: Callable[[float], None]
) -> None:
    assert gradebook.claim(pending) is None
    elsewhere(LEASE_SECONDS - 1)
    assert gradebook.claim(pending) is None
    elsewhere(1)
    assert gradebook.claim(pending) is not None


def test_a_run_elsewhere_that_beats_keeps_its_lease(
    gradebook: Gradebook, other: Gradebook, pending: Pending, elsewhere: Callable[[float], None]
) -> None:
    for _ in range(5):
        assert gradebook.claim(pending) is None
        elsewhere(LEASE_SECONDS - 1)
        other.renew()


@pytest.mark.parametrize("wall_clock", [0.0, 1e10], ids=["set back", "set ahead"])
def test_a_clock_that_is_set_takes_no_lease_and_keeps_none(
    wall_clock: float,
    monkeypatch: pytest.MonkeyPatch,
    gradebook: Gradebook,
    pending: Pending,
    elsewhere: Callable[[float], None],
) -> None:
    assert gradebook.claim(pending) is None
    monkeypatch.setattr(time, "time", lambda: wall_clock)
    assert gradebook.claim(pending) is None
    elsewhere(LEASE_SECONDS)
    assert gradebook.claim(pending) is not None


def test_no_time_of_day_is_written_down_with_a_lease(path: Path, gradebook: Gradebook) -> None:
    connection = sqlite3.connect(path)
    columns = {
        name
        for table in ("run", "lease")
        for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")
    }
    connection.close()
    # started: ticks since the machine was started, which nobody sets.
    assert columns == {"id", "place", "pid", "started", "beat", "submission", "seed", "run"}


def test_a_run_that_lost_its_lease_records_nothing(
    gradebook: Gradebook,
    other: Gradebook,
    pending: Pending,
    rubric: Rubric,
    elsewhere: Callable[[float], None],
) -> None:
    report = report_of(rubric, "one", {})
    gradebook.claim(pending)
    elsewhere(LEASE_SECONDS)
    taken_over = gradebook.claim(pending)
    assert taken_over is not None
    assert not other.record(taken_over, report, seconds=1)
    assert gradebook.record(taken_over, report, seconds=1)


def test_two_runs_at_once_grade_each_submission_once(
    path: Path, gradebook: Gradebook, rubric: Rubric
) -> None:
    gradebook.enter(LAB, [attempt(f"b{number}", f"{number}") for number in range(40)])
    children = []
    for _ in range(2):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                with Gradebook.open(path) as mine:
                    for each in mine.pending(rubric, seed=0):
                        claim = mine.claim(each)
                        if claim is not None:
                            mine.record(claim, report_of(rubric, "", {}), seconds=1)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    assert grade(gradebook, rubric) == []
    with gradebook._database.read() as connection:
        times = [row["times"] for row in connection.execute("SELECT times FROM grading")]
    assert times == [1] * 40


@pytest.mark.slow
def test_runs_that_begin_at_once_make_one_gradebook(tmp_path: Path) -> None:
    for number in range(20):
        path = tmp_path / f"class_{number}.db"
        start = time.monotonic() + 0.05
        children = []
        for _ in range(6):
            child = os.fork()
            if child == 0:
                status = 1
                try:
                    while time.monotonic() < start:
                        pass
                    with Gradebook.open(path, create=True) as mine:
                        mine.enter(LAB, [attempt("b1", "one")])
                    status = 0
                finally:
                    os._exit(status)
            children.append(child)
        assert [os.waitpid(child, 0)[1] for child in children] == [0] * 6
        with Gradebook.open(path) as gradebook:
            assert [each.attempts for each in gradebook.sheet(LAB).standings] == [1]
