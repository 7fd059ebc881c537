"""Explaining an uncaught exception in a lab in terms of the learner's own code."""

from __future__ import annotations

import ast
import inspect
import linecache
import re
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from fundamentals.errors import FundamentalsError
from fundamentals.language import Text, current_language
from fundamentals.manifest import Lab, TaskEntry, shown_path
from fundamentals.syntax import functions_in

_NEXT_TASK = Text(
    "Next is task {id}: {title}\n"
    "  {place}\n"
    "  Written so far: {written} of {all} tasks.\n"
    "  Need a hint? {hint}",
    "接下來是任務 {id}：{title}\n"
    "  {place}\n"
    "  目前已寫好 {all} 個任務中的 {written} 個。\n"
    "  需要提示嗎？ {hint}",
)
_ERROR = Text.untranslated("{place}\n    {code}\n{error}")


class Explainer:
    """Explains the exceptions of one lab's run.

    Args:
        lab: The lab that runs.
        script: Its file; None in a notebook.
        shell_language: The default language of a ``fundamentals`` command.
    """

    def __init__(self, lab: Lab, script: Path | None, *, shell_language: str) -> None:
        self.lab = lab
        self.script = script
        self.shell_language = shell_language
        self.name_file: Callable[[str], str] = shown_path

    def explain(self, error: BaseException) -> Text | None:
        """Return what to show instead of a traceback; None if only the traceback helps."""
        if isinstance(error, KeyboardInterrupt):
            return Text("interrupted", "已中斷")
        frames = [
            (frame, line)
            for frame, line in traceback.walk_tb(error.__traceback__)
            if frame.f_globals.get("__name__") == "__main__"
        ]
        if not frames:
            return None
        place = self._location(*frames[-1])
        if isinstance(error, NotImplementedError) and (task := self._task_named_in(error)):
            return self._next_task(task, place)
        if isinstance(error, FundamentalsError):
            message: Text | str = error.text
        else:
            message = "".join(traceback.format_exception_only(error)).rstrip()
        frame, line = frames[-1]
        code = linecache.getline(frame.f_code.co_filename, line).strip()
        return _ERROR.format(
            place=self._in_task([frame for frame, _ in frames], place), code=code, error=message
        )

    def _task_named_in(self, error: NotImplementedError) -> TaskEntry | None:
        named = re.match(r"(?:Task (\S+):|任務 (\S+)：)", str(error))
        return next((task for task in self.lab.tasks if named and task.id in named.groups()), None)

    def _next_task(self, raised: TaskEntry, place: str) -> Text:
        """Name the first unwritten task, because cells need not call the tasks in order."""
        functions = lab_functions(self.lab, self.script)
        reminders: dict[str, str] = {}
        for task in self.lab.tasks:
            if (function := functions.get(task.function)) and (line := function.reminder(task)):
                reminders[task.id] = f"{self.name_file(function.file)}:{line}"
        task = next((task for task in self.lab.tasks if task.id in reminders), raised)
        language = current_language()
        option = "" if language == self.shell_language else f" --language {language}"
        return _NEXT_TASK.format(
            id=task.id,
            title=task.title,
            place=reminders.get(task.id, place),
            written=sum(
                task.function in functions and task.id not in reminders for task in self.lab.tasks
            ),
            all=len(self.lab.tasks),
            hint=f"fundamentals hint {task.id}{option}",
        )

    def _location(self, frame: FrameType, line: int) -> str:
        return f"{self.name_file(frame.f_code.co_filename)}:{line}"

    def _in_task(self, frames: list[FrameType], place: str) -> Text:
        """Name the innermost task that was running, if any."""
        tasks = {task.function: task for task in self.lab.tasks}
        for frame in reversed(frames):
            if task := tasks.get(frame.f_code.co_name):
                return Text(
                    "Error in task {id}, {function}, at {place}:",
                    "任務 {id} 的 {function} 發生錯誤，位於 {place}：",
                ).format(id=task.id, function=task.function, place=place)
        return Text("Error at {place}:", "錯誤發生於 {place}：").format(place=place)


def lab_functions(lab: Lab, script: Path | None) -> dict[str, LabFunction]:
    """Return the existing task functions of a lab, by name.

    Args:
        lab: The lab.
        script: Its file; None in a notebook.
    """
    if script is None:
        cells = vars(sys.modules["__main__"])
        return {
            task.function: LabFunction(function.__code__.co_filename, *_lines_of(function))
            for task in lab.tasks
            if inspect.isfunction(function := cells.get(task.function))
        }
    # Read from the file: a cell further down has not defined its function yet.
    # Editors on Windows begin one with a byte order mark.
    lines = script.read_text(encoding="utf-8-sig").split("\n")
    return {
        name: LabFunction(str(script), node.lineno, lines[node.lineno - 1 : node.end_lineno])
        for name, node in functions_in(ast.parse("\n".join(lines))).items()
    }


@dataclass(frozen=True)
class LabFunction:
    """A function of a lab, as its file or cell defines it."""

    file: str
    first_line: int
    lines: list[str]

    def reminder(self, task: TaskEntry) -> int | None:
        """Return the line that raises because ``task`` is unwritten; None if it is written."""
        for number, line in enumerate(self.lines, start=self.first_line):
            if f'"Task {task.id}:' in line or f'"任務 {task.id}：' in line:
                return number
        return None


def _lines_of(function: Callable[..., object]) -> tuple[int, list[str]]:
    lines, first_line = inspect.getsourcelines(function)
    return first_line, lines
