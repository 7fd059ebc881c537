"""Checking one task of the lab on the functions in the notebook's kernel."""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import functools
import inspect
import random
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from fundamentals.lab._answer import TaskAnswer
from fundamentals.lab._check_progress import CheckProgress, watched_epochs
from fundamentals.lab._kernel import ExecutedCell, Kernel
from fundamentals.lab._source import is_unwritten
from fundamentals.lab._store import KernelRecord
from fundamentals.language import Text
from fundamentals.manifest import Lab, TaskEntry

if TYPE_CHECKING:
    from fundamentals.grading import Finding, Rubric

_NOT_RUN = Text(
    "The newest cell with def {function}, [{number}], stopped before it defined the function, so "
    "the kernel still has the old one.",
    "最新一個含有 def {function} 的儲存格 [{number}] 還沒定義函式就停住了，"
    "核心程式 (kernel) 裡仍是舊的函式。",
)
_RUN_IT_AGAIN = Text(
    "Fix what that cell reports, and run it again.", "修正該儲存格顯示的錯誤，再執行一次。"
)
_NO_FUNCTION = Text(
    "The kernel has no function {function}.", "核心程式 (kernel) 裡沒有函式 {function}。"
)
_RUN_ITS_CELL = Text("Run the cell that defines it.", "請執行定義它的儲存格。")
_FROM_ANSWERS = Text(
    "{name} comes from {module}, which holds answers to the labs; a submission cannot use it.",
    "{name} 來自 {module}，內含實作的答案，繳交的程式不能使用。",
)
_WRITE_IT = Text("Write the function yourself.", "請自己寫出函式。")
_SET_ELSEWHERE = Text(
    "Only a cell that is not graded sets {name}: pass it as an argument, or compute it inside the "
    "function.",
    "只有不評分的儲存格設定了 {name}：請當作引數傳入，或在函式裡計算。",
)


class NotebookChecks:
    """Checks tasks on the functions in a kernel.

    Args:
        lab: The lab.
        shell: IPython's shell.
        language: The language of the answers, "en" or "zh-Hant".
    """

    def __init__(self, lab: Lab, shell: Any, language: str) -> None:
        self.lab = lab
        self._kernel = Kernel(shell)
        self._language = language
        self._record = KernelRecord(lab)

    @functools.cached_property
    def rubric(self) -> Rubric:
        """The lab's visible checks."""
        from fundamentals.grading import load_rubric

        return load_rubric(self.lab).select("visible")

    def check(self, task: TaskEntry) -> TaskAnswer:
        """Return the answer on ``task``, from the functions as they are now.

        The learner's names and the state of Python's and NumPy's random generators do not change.

        Raises:
            KeyboardInterrupt: The learner stopped it.
        """
        from fundamentals.grading import Verdict

        function = self._kernel.names.get(task.function)
        if isinstance(function, FunctionType) and _is_unwritten(function):
            newest = self._kernel.newest_definition(task.function)
            if newest is None or self._kernel.is_from(function, newest):
                self._record.forget(task.id)
                return self._answer(task, Verdict.NOT_ATTEMPTED)
        if finding := self._hindrance(task.function, function):
            self._record.forget(task.id)
            return self._answer(task, Verdict.ERROR, finding)
        if self._record.is_unchanged(task.id, self._kernel.names):
            return dataclasses.replace(self._answer(task, Verdict.PASSED), is_old=True)
        return self._run(task)

    def _run(self, task: TaskEntry) -> TaskAnswer:
        from fundamentals.grading import CheckRunner, Finding, Verdict, printed_text
        from fundamentals.sandbox import KernelStudent, running

        hidden = self._kernel.ungraded_names()
        checks = [check for check in self.rubric.checks if check.task == task.id]
        progress = CheckProgress(task, len(checks))
        student = KernelStudent(self._kernel.names, self._kernel.files)
        with self._kernel.without(hidden), _random_kept(), progress, watched_epochs(progress):
            runner = CheckRunner(self.rubric, student, seed=0)
            for check in checks:
                progress.begin(check.title)
                result = runner.run(check)
                if result.verdict is not Verdict.PASSED:
                    break
        printed = printed_text(running(student).output)
        if result.verdict is Verdict.PASSED:
            self._record.passed(task.id, running(student).called, self._kernel.names)
            return self._answer(task, Verdict.PASSED)
        self._record.forget(task.id)
        finding = Finding(result.message, _hint_about(hidden, result.message) or result.hint)
        answer = self._answer(task, result.verdict, finding)
        return dataclasses.replace(answer, title=result.title, printed=printed)

    def _answer(self, task: TaskEntry, verdict: Any, finding: Finding | None = None) -> TaskAnswer:
        return TaskAnswer(
            self.lab,
            task,
            self._language,
            verdict,
            done=self._record.done(self._kernel.names),
            message=None if finding is None else finding.message,
            hint=None if finding is None else finding.hint,
        )

    def _hindrance(self, name: str, function: Any) -> Finding | None:
        """Return why ``function`` cannot be checked, or differs from the newest cell."""
        from fundamentals.grading import Finding

        newest = self._kernel.newest_definition(name)
        if newest is not None and (finding := _syntax_error(newest)):
            return finding
        if not callable(function):
            return Finding(_NO_FUNCTION.format(function=name), _RUN_ITS_CELL)
        if module := self._forbidden_source(function):
            return Finding(_FROM_ANSWERS.format(name=name, module=module), _WRITE_IT)
        if (
            newest is not None
            and isinstance(function, FunctionType)
            and not self._kernel.is_from(function, newest)
        ):
            message = _NOT_RUN.format(function=name, number=newest.number)
            return Finding(message, _RUN_IT_AGAIN)
        return self._borrowed(function)

    def _borrowed(self, function: Any) -> Finding | None:
        """Return a finding if ``function`` uses a package that holds answers."""
        from fundamentals.grading import Finding

        code = getattr(inspect.unwrap(function), "__code__", None)
        for name, value in self._reached(code.co_names if code else ()):
            if module := self._forbidden_source(value):
                return Finding(_FROM_ANSWERS.format(name=name, module=module), _WRITE_IT)
        return None

    def _reached(self, names: Iterable[str]) -> Iterator[tuple[str, Any]]:
        """Yield what the names in a function may stand for, members of this package included."""
        packages: list[ModuleType] = []
        for name in names:
            values = [self._kernel.names.get(name), sys.modules.get(name)]
            values += [getattr(package, name, None) for package in packages]
            packages += [
                value
                for value in values
                if inspect.ismodule(value) and value.__name__.startswith("fundamentals")
            ]
            yield from ((name, value) for value in values)

    def _forbidden_source(self, value: Any) -> str | None:
        """Return the module that ``value`` is or comes from, if a submission must not use it."""
        from fundamentals.sandbox import FORBIDDEN

        module = value.__name__ if inspect.ismodule(value) else getattr(value, "__module__", None)
        if str(module).startswith(FORBIDDEN):
            return str(module)
        for refused in self.lab.refuses:
            package, _, name = refused.rpartition(".")
            if getattr(value, "__name__", "") == name and str(module).startswith(package):
                return package
        return None


def _is_unwritten(function: FunctionType) -> bool:
    """Return what :func:`is_unwritten` says of the source of ``function``."""
    try:
        (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    except (OSError, SyntaxError, ValueError):
        return False
    return isinstance(definition, ast.FunctionDef) and is_unwritten(definition)


def _syntax_error(cell: ExecutedCell) -> Finding | None:
    """Return the syntax error of a cell that is not Python, of which nothing was run."""
    from fundamentals.grading import explain_failure
    from fundamentals.sandbox import SourceLine, StudentError

    try:
        compile(cell.source, "<cell>", "exec")
    except SyntaxError as error:
        lines = cell.source.splitlines()
        number = error.lineno or 1
        source = lines[number - 1].strip() if number <= len(lines) else ""
        at = SourceLine(number, source, cell.number)
        return explain_failure(StudentError(type(error).__name__, str(error.msg), at))
    except ValueError:
        return None
    return None


def _hint_about(hidden: set[str], message: Text) -> Text | None:
    """Return a hint if a missing name is set only by an ungraded cell."""
    missing = re.search(r"name '(\w+)' is not defined", message.en)
    if missing is None or missing[1] not in hidden:
        return None
    return _SET_ELSEWHERE.format(name=missing[1])


@contextlib.contextmanager
def _random_kept() -> Iterator[None]:
    """Restore the random generators, which each call of a check seeds."""
    python, numpy = random.getstate(), np.random.get_state()  # noqa: NPY002
    try:
        yield
    finally:
        random.setstate(python)
        np.random.set_state(numpy)  # noqa: NPY002
