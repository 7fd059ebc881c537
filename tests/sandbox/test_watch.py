"""What limits a submission from outside: the watcher, and a control group where one can be made."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fundamentals.sandbox import (
    Sandbox,
    SandboxedStudent,
    StudentDied,
    StudentOutOfMemory,
    StudentTimeout,
    Submission,
    running,
)
from fundamentals.sandbox._control_group import ControlGroup, _places
from fundamentals.sandbox._watch import CoreTime, Watcher, _memory_and_threads, process_id

WAIT = b"import time\n\ndef wait():\n    time.sleep(30)\n\ndef answer():\n    return 3\n"
FILL = b"""
import mmap

def fill():
    taken = []
    while True:
        taken.append(bytes(2**20) * 16)
"""


def test_a_watcher_that_fails_ends_its_submission(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(watcher: Watcher) -> None:
        raise ValueError("whatever it is")

    monkeypatch.setattr(Watcher, "_enforce", fail)
    with (
        SandboxedStudent(Submission("lab.py", WAIT), sandbox, seconds=20) as student,
        pytest.raises(StudentDied, match="it could not be watched: ValueError: whatever it is"),
    ):
        student.wait()


SLEEP = b"import time\n\ndef answer(seconds):\n    time.sleep(seconds)\n    return 3\n"
PIN = "os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})"
SPIN = b"""
import time

def spin(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return 3
"""


def test_time_without_a_core_does_not_count(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A submission that sleeps for longer than its limit, on a machine said to be busy or not."""
    started = time.monotonic()

    def three_quarters_waited(watcher: Watcher) -> CoreTime:
        seconds = time.monotonic() - started
        return CoreTime(0.25 * seconds, 0.75 * seconds)

    with (
        SandboxedStudent(Submission("lab.py", SLEEP), sandbox) as student,
        running(student).time_limit(1),
    ):
        with monkeypatch.context() as busy:
            busy.setattr(Watcher, "core_time", three_quarters_waited)
            assert student.answer(1.5) == 3
            begun = time.monotonic()
            with pytest.raises(StudentTimeout):
                student.answer(30)
        assert time.monotonic() - begun < 20
        with pytest.raises(StudentTimeout):
            student.answer(1.5)


def test_a_process_that_shares_its_core_waits_for_it(sandbox: Sandbox) -> None:
    with SandboxedStudent(Submission("lab.py", SPIN), sandbox) as student:
        assert student.spin(0.01) == 3
        client = running(student)._client
        assert client is not None
        process = client.transport
        core = min(os.sched_getaffinity(0))
        busy = subprocess.Popen([sys.executable, "-c", f"import os\n{PIN}\nwhile True: pass"])
        try:
            os.sched_setaffinity(process_id(process._process), {core})
            before = process._watcher.core_time()
            assert student.spin(0.5) == 3
            after = process._watcher.core_time()
        finally:
            busy.kill()
            busy.wait()
    assert after.ran - before.ran >= 0.45
    assert after.waited - before.waited >= 0.2


def test_what_ended_meanwhile_has_no_time(sandbox: Sandbox, tmp_path: Path) -> None:
    with SandboxedStudent(Submission("lab.py", WAIT), sandbox) as student:
        assert student.answer() == 3
        client = running(student)._client
        assert client is not None
        watcher = client.transport._watcher
    assert watcher.core_time() == (0, 0)
    # A process without threads, a thread that ended, one on a kernel that counts, and no process.
    for thread in ("7/task/7", "8/task/8", "self/task/9"):
        (tmp_path / thread).mkdir(parents=True)
    (tmp_path / "6").mkdir()
    (tmp_path / "8" / "task" / "8" / "schedstat").write_text("2000000000 500000000 17\n")
    (tmp_path / "self" / "task" / "9" / "schedstat").write_text("9000000000 9000000000 17\n")
    watcher._processes = tmp_path
    assert watcher.core_time() == (2.0, 0.5)


def test_what_was_printed_before_an_answer_is_known_with_it(sandbox: Sandbox) -> None:
    count = b"def count(n):\n    print(n)\n    return n\n"
    with SandboxedStudent(Submission("lab.py", count), sandbox) as student:
        for number in range(20):
            student.count(number)
            assert running(student).output.split()[-1] == str(number)


@pytest.mark.parametrize(
    "name", [b"a\rRssAnon: b", b"\x0b\x1c\x85", b"Threads:\\n0", b"\xff:\xe2\x80\xa8"]
)
def test_a_name_cannot_add_lines_to_what_the_kernel_says(name: bytes) -> None:
    status = (
        b"Name:\t" + name + b"\nRssAnon:\t    8 kB\nRssShmem:\t 2 kB\nVmSwap: 1 kB\nThreads:\t3\n"
    )
    assert _memory_and_threads(status) == (11 * 1024, 3)


def test_a_control_group_counts_and_is_gone_afterwards(sandbox: Sandbox) -> None:
    if not _places():
        pytest.skip("no control group can be made here")

    def groups() -> set[Path]:
        # Those of this process: other tests run at the same time.
        own = f"fundamentals-{os.getpid()}-*"
        return {group for place in _places() for group in place.folder.glob(own)}

    before = groups()
    with SandboxedStudent(Submission("lab.py", WAIT), sandbox, seconds=20) as student:
        assert student.answer() == 3
        own = groups() - before
        assert len(own) == len(_places())
        assert all((group / "cgroup.procs").read_text().split() for group in own)
    assert groups() == before


def test_the_kernel_tells_that_memory_was_full(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not _places():
        pytest.skip("no control group can be made here")
    # Nobody else looks.
    monkeypatch.setattr(Watcher, "_enforce", lambda watcher: None)
    init = ControlGroup.__init__
    small = {"memory": 256 * 2**20, "processes": 128}
    monkeypatch.setattr(
        ControlGroup, "__init__", lambda group, process, _: init(group, process, small)
    )
    with (
        SandboxedStudent(Submission("lab.py", FILL), sandbox, seconds=20) as student,
        pytest.raises(StudentOutOfMemory),
    ):
        student.fill()
