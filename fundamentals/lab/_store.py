"""The record of passed tasks, ``output/progress/LAB.json``: a hash per file and function.

A task counts as long as its function is unchanged since it passed. Any change other than comments
and line breaks, such as a reset, makes the task open again.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fundamentals.errors import OutputError
from fundamentals.files import whole_file
from fundamentals.language import Text
from fundamentals.manifest import Lab, shown_path
from fundamentals.sandbox import SourceError, read_cells

_Passed = dict[str, dict[str, str]]


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
    lab: Lab, path: Path, content: bytes, passed: Mapping[str, bool]
) -> tuple[Text, ...]:
    """Store the results of a run of checks, atomically and readable only by the user.

    Results of the instructor's solutions are not stored.

    Args:
        lab: The lab.
        path: The file that was checked.
        content: Its bytes, as they were checked.
        passed: By task id, whether the task passed. Other tasks keep their results.

    Returns:
        What the reader should know, for example that nothing could be written. That never makes
        a check fail.
    """
    path = path.resolve()
    if path == lab.solution_path.resolve():
        return ()
    kept, notes = _read(lab)
    # A file that is gone will not be asked for again.
    kept = {name: tasks for name, tasks in kept.items() if (lab.root / name).is_file()}
    functions = _functions(content, notebook=path.suffix.lower() == ".ipynb")
    tasks = kept.setdefault(_name(lab, path), {})
    for task_id, has_passed in passed.items():
        tasks.pop(task_id, None)
        found = functions.get(lab.task(task_id).function)
        if has_passed and found is not None:
            tasks[task_id] = found
    try:
        _write(_file(lab), {"format": 1, "passed": kept})
    except (OSError, OutputError) as error:
        lost = Text("your progress was not saved: {error}", "沒有記下您的進度：{error}")
        notes = (*notes, lost.format(error=error))
    return notes


def recall(lab: Lab) -> Remembered:
    """Return which tasks of a lab passed and have not changed since."""
    kept, notes = _read(lab)
    done: set[str] = set()
    for name, tasks in kept.items():
        path = lab.root / name
        with contextlib.suppress(OSError):
            functions = _functions(path.read_bytes(), notebook=path.suffix.lower() == ".ipynb")
            done |= {
                task.id
                for task in lab.tasks
                if task.id in tasks and tasks[task.id] == functions.get(task.function)
            }
    return Remembered(frozenset(done), notes)


def _file(lab: Lab) -> Path:
    return lab.root / "output" / "progress" / f"{lab.id}.json"


def _name(lab: Lab, path: Path) -> str:
    """Name a file so that the course's folder may move."""
    root = lab.root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _functions(content: bytes, *, notebook: bool) -> dict[str, str]:
    """Return the hash of each function of a file, by name; the last one of a name counts."""
    return {
        node.name: hashlib.sha256(ast.unparse(node).encode()).hexdigest()
        for tree in _trees(content, notebook=notebook)
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


def _trees(content: bytes, *, notebook: bool) -> Iterator[ast.Module]:
    """Yield the cells that can be parsed: a half-written cell has no tasks for the moment."""
    with contextlib.suppress(SourceError):
        for cell in read_cells(content, notebook=notebook):
            with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
                yield ast.parse(cell.source)


def _read(lab: Lab) -> tuple[_Passed, tuple[Text, ...]]:
    """Return the stored record of a lab; a malformed file is set aside."""
    path = _file(lab)
    try:
        return _passed(json.loads(path.read_bytes())), ()
    except FileNotFoundError:
        return {}, ()
    except (OSError, ValueError, RecursionError) as error:
        return {}, (_set_aside(path, error),)


def _passed(document: Any) -> _Passed:
    match document:
        case {"format": 1, "passed": dict(files)}:
            for tasks in files.values():
                if not isinstance(tasks, dict) or not all(
                    isinstance(value, str) for value in tasks.values()
                ):
                    break
            else:
                return files
    raise ValueError("not what `fundamentals check` writes")


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


def _write(path: Path, document: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with whole_file(path) as incomplete:
        # Readable by its owner alone.
        incomplete.touch(mode=0o600)
        with incomplete.open("w", encoding="utf-8") as file:
            json.dump(document, file, ensure_ascii=False, indent=1)
