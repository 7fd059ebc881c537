"""What limits a submission from outside: the watcher, and a control group where one can be made."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fundamentals.sandbox import (
    Sandbox,
    SandboxedStudent,
    StudentDied,
    StudentOutOfMemory,
    Submission,
)
from fundamentals.sandbox._control_group import ControlGroup, _places
from fundamentals.sandbox._watch import Watcher, _memory_and_threads

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
