"""Workers of this machine: a dead or hung worker fails only its call."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import psutil
import pytest

from fundamentals.classroom.batch import WorkerLostError, WorkerPool, _pool


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerPool]:
    # Starting a worker takes seconds on a busy machine; the call that hangs is sent to a warm one.
    monkeypatch.setattr(_pool, "_SECONDS_TO_START", 60)
    with WorkerPool(1, seconds=0) as opened:
        yield opened


@pytest.mark.slow
def test_a_worker_that_dies_or_hangs_is_replaced(pool: WorkerPool) -> None:
    first = pool.submit(os.getpid).result()
    assert pool.submit(os.sched_getaffinity, 0).result() == os.sched_getaffinity(0)
    with pytest.raises(ZeroDivisionError):
        pool.submit(divmod, 1, 0).result()
    assert pool.submit(os.getpid).result() == first

    with pytest.raises(WorkerLostError, match="process ended"):
        pool.submit(os.kill, first, signal.SIGKILL).result()
    second = pool.submit(os.getpid).result()
    assert second != first

    pool._seconds = 0.5
    with pytest.raises(WorkerLostError, match="no answer after"):
        pool.submit(time.sleep, 60).result()
    pool._seconds = 60
    third = pool.submit(os.getpid).result()
    assert third not in (first, second)
    assert pool.pids == (third,)
    assert not psutil.pid_exists(second)


@pytest.mark.slow
def test_a_pool_that_is_closed_in_mid_call_waits_for_nothing(pool: WorkerPool) -> None:
    worker = pool.submit(os.getpid).result()
    asleep = pool.submit(time.sleep, 60)
    start = time.monotonic()
    pool.shutdown(cancel_futures=True)
    assert time.monotonic() - start < 30
    with pytest.raises(WorkerLostError):
        asleep.result()
    assert not psutil.pid_exists(worker)
