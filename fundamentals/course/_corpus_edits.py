"""``corpus/edits.toml``: wrong answers that are the solution with one text replaced.

Each is a line: the cause that must be named, or several joined by ``+``, the text and what it
becomes::

    softmax-missing = { ', activation="softmax"' = "" }
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from fundamentals import toml
from fundamentals.course._solution import Solution, read_solution
from fundamentals.errors import CourseError
from fundamentals.language import Text
from fundamentals.manifest import Lab, shown_path


@dataclass(frozen=True)
class Edit:
    """The solution with one text replaced.

    Attributes:
        name: File, cause, and what is replaced.
        task: Id of the task whose region holds the text.
        causes: Ids of the causes that must be named, in this order.
        content: The edited solution.
    """

    name: str
    task: str
    causes: tuple[str, ...]
    content: str


def edits_path(lab: Lab) -> Path:
    """Return where the edits of ``lab`` are, if it has any."""
    return lab.corpus_path / "edits.toml"


def read_edits(lab: Lab) -> Iterator[Edit]:
    """Yield the edits of ``lab``.

    Raises:
        CourseError: The file is malformed, or a text is not in the solution exactly once.
    """
    path = edits_path(lab)
    if not path.is_file():
        return
    solution = read_solution(lab)
    for cause, edits in _read(path).items():
        for old, new in edits.items():
            task = _task_of(solution, old, path)
            name = f"{path.name}, {cause}: {old}"
            yield Edit(name, task, tuple(cause.split("+")), solution.edited(task, old, new))


def _read(path: Path) -> Mapping[str, Mapping[str, str]]:
    try:
        document: dict[str, Any] = toml.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, toml.TOMLDecodeError) as error:
        _refuse(path, Text.untranslated("{error}").format(error=error))
    for cause, edits in document.items():
        if not isinstance(edits, dict) or not all(isinstance(new, str) for new in edits.values()):
            _refuse(path, Text.untranslated("{cause}").format(cause=cause))
    return document


def _task_of(solution: Solution, old: str, path: Path) -> str:
    """Return the task whose region holds ``old``."""
    counts = {region.task: solution.body(region.task).count(old) for region in solution.regions}
    tasks = [task for task, count in counts.items() if count]
    if len(tasks) != 1 or counts[tasks[0]] != 1:
        _refuse(
            path,
            Text(
                "{old!r} is in the solution's regions {n} {n:time|times}",
                "{old!r} 在解答的區塊中出現 {n} 次",
            ).format(old=old, n=sum(counts.values())),
        )
    return tasks[0]


def _refuse(path: Path, received: Text) -> NoReturn:
    raise CourseError(
        Text("{path}: {received}", "{path}：{received}").format(
            path=shown_path(path), received=received
        ),
        expected=Text(
            "lines such as softmax-missing = { 'a text that the regions have once' = 'another' }",
            "如 softmax-missing = { '解答區塊中只出現一次的文字' = '換成的文字' } 的每一行",
        ),
        fix=Text("correct the file", "請修正這個檔案"),
    )
