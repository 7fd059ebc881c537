"""A learner's file, checked task by task, again and again as it changes."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

from rich.console import Console

from fundamentals.grading import (
    CheckResult,
    CheckRunner,
    Rubric,
    Verdict,
    loading_notes,
    printed_text,
    unreadable_note,
    why_unreadable,
)
from fundamentals.grading.formats import result_text
from fundamentals.lab import LabSource, is_unwritten, record_results, unchanged
from fundamentals.language import Text
from fundamentals.manifest import TaskEntry, shown_path
from fundamentals.sandbox import LocalStudent, running

_WIDTH = 28


class CheckedFile:
    """Checks a file and prints what it finds.

    Args:
        rubric: The visible checks.
        path: The file.
        console: Where the results are printed.
        seed: The seed of all random inputs.
    """

    def __init__(self, rubric: Rubric, path: Path, console: Console, *, seed: int) -> None:
        self._rubric = rubric
        self._path = path
        self._console = console
        self._seed = seed
        self._notes: tuple[str, ...] = ()

    def check(self, *, only: str | None = None, keep_going: bool = False) -> bool:
        """Check the file as it is now, and return whether every task is done.

        Tasks that passed and have not changed since are not checked again.

        Args:
            only: Id of the one task to check, whether it has changed or not; None for all.
            keep_going: Whether to continue after an unfinished task.
        """
        lab, console = self._rubric.lab, self._console
        console.print(
            str(Text("Checking {path}", "檢查 {path}").format(path=shown_path(self._path))),
            style="dim",
            markup=False,
        )
        with LocalStudent(self._path) as student:
            submission = running(student).submission
            if problem := why_unreadable(submission, lab):
                console.print(str(unreadable_note(problem)), style="bold red", markup=False)
                return False
            source = LabSource(submission.content, submission.form)
            known = self._known(submission.content) if only is None else frozenset()
            results: dict[str, set[str] | None] = {}
            runner = CheckRunner(self._rubric, student, seed=self._seed)
            tasks = lab.tasks if only is None else (lab.task(only),)
            for task in tasks:
                if task.id in known:
                    self._print_known(task)
                    continue
                if _is_open(task, source):
                    results[task.id] = None
                    self._print_open(task)
                else:
                    if not results.keys() - {task.id}:
                        self._print_notes(student)
                    results[task.id] = self._run(runner, student, task)
                if results[task.id] is None and not keep_going:
                    break
        done = known | {task_id for task_id, called in results.items() if called is not None}
        if only is None:
            self._print_progress(len(done))
        if self._is_usual:
            for note in record_results(lab, self._path, submission.content, results):
                print(note, file=sys.stderr)
        return len(done) == len(tasks)

    @property
    def _is_usual(self) -> bool:
        """Whether the checks are the usual ones."""
        return self._seed == 0 and self._rubric.data is None

    def _known(self, content: bytes) -> frozenset[str]:
        if not self._is_usual:
            return frozenset()
        return unchanged(self._rubric.lab, self._path, content)

    def _run(self, runner: CheckRunner, student: LocalStudent, task: TaskEntry) -> set[str] | None:
        """Check one task, print the result, and return the functions called if it passed."""
        printed_before = len(running(student).output)
        running(student).called = set()
        failure = self._first_failure(runner, task)
        printed = running(student).output[printed_before:]
        if failure is None:
            self._console.print(f"✓ {task.id} {task.title}", style="green", markup=False)
            return running(student).called
        if failure.verdict is Verdict.NOT_ATTEMPTED and task.reminder.en in failure.message.en:
            self._print_open(task)
            return None
        self._print_failure(task, failure, printed)
        return None

    def _first_failure(self, runner: CheckRunner, task: TaskEntry) -> CheckResult | None:
        for check in self._rubric.checks:
            if check.task != task.id:
                continue
            try:
                with self._console.status(f"{check.task} {check.title}"):
                    result = runner.run(check)
            except KeyboardInterrupt:
                stopped = Text("Stopped in task {task}: {title}", "停在任務 {task}：{title}")
                line = stopped.format(task=check.task, title=check.title)
                self._console.print(str(line), markup=False)
                raise
            if result.verdict is not Verdict.PASSED:
                return result
        return None

    def _print_notes(self, student: LocalStudent) -> None:
        self._notes = tuple(map(str, loading_notes(student, self._rubric.lab)))
        for note in self._notes:
            self._console.print(f"{note}\n", markup=False, soft_wrap=True)

    def _print_known(self, task: TaskEntry) -> None:
        line = Text("✓ {id} {title} (unchanged)", "✓ {id} {title}（沒有改過）")
        self._console.print(
            str(line.format(id=task.id, title=task.title)), style="green", markup=False
        )

    def _print_open(self, task: TaskEntry) -> None:
        line = Text("· {id} {title}: not written yet", "· {id} {title}：還沒寫")
        self._console.print(str(line.format(id=task.id, title=task.title)), markup=False)

    def _print_failure(self, task: TaskEntry, failure: CheckResult, printed: str) -> None:
        console = self._console
        console.print(f"✗ {task.id} {task.title}", style="bold red", markup=False)
        explanation = f"{failure.title}\n{self._explain(failure)}"
        # Arrays stay aligned only in lines that are not wrapped.
        console.print(textwrap.indent(explanation, "  "), markup=False, soft_wrap=True)
        if text := printed_text(printed):
            console.print(str(Text("  Your code printed:", "  你的程式印出：")))
            console.print(textwrap.indent(text, "  | "), markup=False, soft_wrap=True)

    def _explain(self, failure: CheckResult) -> str:
        """Return why a check failed, without what a note above already explains."""
        explanation = result_text(failure)
        _, _, reason = str(failure.message).partition("\n")
        if reason and any(reason in note for note in self._notes):
            return explanation.partition("\n")[0]
        return explanation

    def _print_progress(self, done: int) -> None:
        tasks = len(self._rubric.lab.tasks)
        filled = _WIDTH * done // tasks
        self._console.print()
        self._console.print(f"[green]{'█' * filled}[/]{'░' * (_WIDTH - filled)} {done}/{tasks}")
        if done == tasks:
            self._console.print(str(Text("Every task is done.", "所有任務都完成了。")))


def _is_open(task: TaskEntry, source: LabSource) -> bool:
    """Return whether ``task`` is untouched, so that nothing needs to run."""
    function = source.definition(task.function)
    return function is not None and is_unwritten(function)
