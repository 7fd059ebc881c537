"""The record of passed tasks, ``output/progress/LAB.json``, per file and for notebook kernels.

A task counts as long as its function, and all that its checks and this function use, is unchanged
since it passed. Any change other than comments and line breaks, such as a reset, makes the task
open again.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import platform
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fundamentals._version import __version__
from fundamentals.errors import OutputError
from fundamentals.files import whole_file
from fundamentals.lab._kernel_fingerprint import kernel_fingerprint
from fundamentals.lab._source import LabSource
from fundamentals.language import Text
from fundamentals.manifest import Lab, shown_path
from fundamentals.sandbox import submission_form

_FORMAT = 2
# Stands for the notebook's kernel, which does not know its file.
_KERNEL = "kernel"


@dataclass(frozen=True)
class Passed:
    """A task that passed.

    Attributes:
        functions: The functions that its checks called.
        fingerprint: Hash of these functions and all that they use.
        checks: Hash of the checks.
    """

    functions: tuple[str, ...]
    fingerprint: str
    checks: str


@dataclass(frozen=True)
class Remembered:
    """The recorded progress of a lab.

    Attributes:
        done: Ids of the tasks that passed and have not changed since.
        notes: What the reader should know, for example that a record was set aside.
    """

    done: frozenset[str]
    notes: tuple[Text, ...]


def record_results(
    lab: Lab, path: Path, content: bytes, results: Mapping[str, Collection[str] | None]
) -> tuple[Text, ...]:
    """Store the results of a run of checks, atomically and readable only by the user.

    Results of the instructor's solutions are not stored.

    Args:
        lab: The lab.
        path: The file that was checked.
        content: Its bytes, as they were checked.
        results: By task id, the functions that its checks called if the task passed, else None.
            Other tasks keep their results.

    Returns:
        What the reader should know, for example that nothing could be written. That never makes
        a check fail.
    """
    path = path.resolve()
    if path == lab.solution_path.resolve():
        return ()
    source = _source(path, content)
    found = {
        task_id: None if functions is None else _passed(lab, functions, source)
        for task_id, functions in results.items()
    }
    return _update(lab, _name(lab, path), found)


def unchanged(lab: Lab, path: Path, content: bytes) -> frozenset[str]:
    """Return ids of a file's tasks that need no check: nothing changed since they passed.

    Neither they nor anything that they use, nor the checks, have changed.
    """
    kept, _ = _read(lab)
    tasks = kept.get(_name(lab, path.resolve()), {})
    source = _source(path, content)
    return frozenset(
        task_id
        for task_id, passed in tasks.items()
        if passed.checks == checks_hash(lab)
        and passed.fingerprint == source.fingerprint(passed.functions)
    )


def recall(lab: Lab) -> Remembered:
    """Return the tasks of a lab that passed and have not changed since."""
    kept, notes = _read(lab)
    done = set(kept.pop(_KERNEL, {}))
    for name, tasks in kept.items():
        path = lab.root / name
        with contextlib.suppress(OSError):
            source = _source(path, path.read_bytes())
            done |= {
                task_id
                for task_id, passed in tasks.items()
                if passed.fingerprint == source.fingerprint(passed.functions)
            }
    return Remembered(frozenset(done & {task.id for task in lab.tasks}), notes)


class KernelRecord:
    """What passed in a notebook's kernel, in this session or an earlier one.

    Args:
        lab: The lab.

    Attributes:
        notes: What the reader should know, for example that nothing could be written.
    """

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        kept, self.notes = _read(lab)
        self._tasks = kept.get(_KERNEL, {})

    def passed(self, task_id: str, functions: Iterable[str], names: Mapping[str, Any]) -> None:
        """Note that a task passed, given the functions that its checks called."""
        called = tuple(sorted(functions))
        fingerprint = kernel_fingerprint(called, names)
        self._tasks[task_id] = Passed(called, fingerprint, checks_hash(self._lab))
        self.notes = _update(self._lab, _KERNEL, {task_id: self._tasks[task_id]})

    def forget(self, task_id: str) -> None:
        """Note that a task did not pass."""
        if self._tasks.pop(task_id, None) is not None:
            self.notes = _update(self._lab, _KERNEL, {task_id: None})

    def is_unchanged(self, task_id: str, names: Mapping[str, Any]) -> bool:
        """Return whether a task passed, and neither it nor what it uses nor its checks changed."""
        passed = self._tasks.get(task_id)
        return (
            passed is not None
            and passed.checks == checks_hash(self._lab)
            and passed.fingerprint == kernel_fingerprint(passed.functions, names)
        )

    def done(self, names: Mapping[str, Any]) -> frozenset[str]:
        """Return ids of the tasks that passed as the kernel has them now."""
        return frozenset(task_id for task_id in self._tasks if self.is_unchanged(task_id, names))


@functools.cache
def checks_hash(lab: Lab) -> str:
    """Return a hash of the lab's checks and of the versions that they run on."""
    digest = hashlib.sha256(f"{__version__} {platform.python_version()}".encode())
    for path in lab.check_files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _passed(lab: Lab, functions: Collection[str], source: LabSource) -> Passed | None:
    fingerprint = source.fingerprint(functions)
    if fingerprint is None:
        return None
    return Passed(tuple(sorted(functions)), fingerprint, checks_hash(lab))


def _source(path: Path, content: bytes) -> LabSource:
    return LabSource(content, submission_form(path.name))


def _file(lab: Lab) -> Path:
    return lab.progress_folder / f"{lab.id}.json"


def _name(lab: Lab, path: Path) -> str:
    """Name a file in a way that lets the course's folder be moved."""
    root = lab.root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _update(lab: Lab, name: str, results: Mapping[str, Passed | None]) -> tuple[Text, ...]:
    """Change the results of some tasks of one file; return what the learner should know."""
    kept, notes = _read(lab)
    # A file that is gone will not be asked for again.
    kept = {
        file: tasks
        for file, tasks in kept.items()
        if file == _KERNEL or (lab.root / file).is_file()
    }
    tasks = kept.setdefault(name, {})
    for task_id, passed in results.items():
        tasks.pop(task_id, None)
        if passed is not None:
            tasks[task_id] = passed
    try:
        _write(_file(lab), kept)
    except (OSError, OutputError) as error:
        lost = Text("your progress was not saved: {error}", "沒有記下你的進度：{error}")
        notes = (*notes, lost.format(error=error))
    return notes


def _read(lab: Lab) -> tuple[dict[str, dict[str, Passed]], tuple[Text, ...]]:
    """Return the stored record of a lab; a malformed file is set aside."""
    path = _file(lab)
    try:
        return _parse(json.loads(path.read_bytes())), ()
    except FileNotFoundError:
        return {}, ()
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        return {}, (_set_aside(path, error),)


def _parse(document: Any) -> dict[str, dict[str, Passed]]:
    if document["format"] != _FORMAT:
        raise ValueError("not what this version of `fundamentals check` writes")
    return {
        file: {
            task_id: Passed(
                tuple(map(str, entry["functions"])), str(entry["fingerprint"]), str(entry["checks"])
            )
            for task_id, entry in tasks.items()
        }
        for file, tasks in document["passed"].items()
    }


def _set_aside(path: Path, error: Exception) -> Text:
    aside = path.with_name(f"{path.name}.{time.strftime('%Y-%m-%d_%H-%M-%S')}.unreadable")
    try:
        path.replace(aside)
    except OSError:
        aside = path
    return Text(
        "{path} cannot be read ({error}); it is kept as {aside}. Check the lab once more.",
        "無法讀取 {path}（{error}）；已保留為 {aside}。請再檢查一次這個實作。",
    ).format(path=shown_path(path), error=error, aside=shown_path(aside))


def _write(path: Path, kept: Mapping[str, Mapping[str, Passed]]) -> None:
    passed = {
        file: {task_id: vars(entry) for task_id, entry in tasks.items()}
        for file, tasks in kept.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with whole_file(path) as incomplete:
        # Readable by its owner alone.
        incomplete.touch(mode=0o600)
        with incomplete.open("w", encoding="utf-8") as file:
            json.dump({"format": _FORMAT, "passed": passed}, file, ensure_ascii=False, indent=1)
