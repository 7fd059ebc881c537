"""``fundamentals check`` and ``fundamentals hint``: a learner's own file, task by task."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli._options import LAB, OWN_DATA, SEED, own_data
from fundamentals.language import Text, current_language

if TYPE_CHECKING:
    from rich.console import Console

    from fundamentals.grading import Check, CheckResult, CheckRunner, Rubric
    from fundamentals.manifest import Lab, TaskEntry

EXIT_UNFINISHED = 1


def add_parser(subparsers: Subparsers) -> None:
    """Add ``check`` and ``hint``."""
    add_action(
        subparsers,
        "check",
        Text("check your own lab", "檢查自己的實作"),
        Text(
            "Run the visible checks on your own file and stop at the first unfinished task. Exit "
            "status 0: all done; 1: not yet.",
            "用公開的檢查項目檢查自己的檔案，停在第一個還沒完成的任務。"
            "結束狀態 0：全部完成；1：尚未完成。",
        ),
        _check,
        LAB,
        Option(
            "file",
            Text("your file (default: the lab's, in labs/)", "你的檔案（預設：labs/ 中的）"),
            metavar=Text("FILE", "檔案"),
            nargs="?",
            type=Path,
        ),
        Option(
            "--watch",
            Text(
                "check again whenever you save; press Ctrl-C to end",
                "每次存檔就再檢查一次；按 Ctrl-C 結束",
            ),
            action="store_true",
        ),
        Option(
            "--all",
            Text("continue after an unfinished task", "遇到未完成的任務也繼續檢查"),
            action="store_true",
        ),
        SEED,
        OWN_DATA,
    )

    add_action(
        subparsers,
        "hint",
        Text("show a task's hint", "顯示任務的提示"),
        Text("Show the hint of a task.", "顯示某個任務的提示。"),
        _hint,
        Option(
            "task",
            Text("its number, such as 3a.2", "編號，例如 3a.2"),
            metavar=Text("TASK", "任務"),
        ),
    )


def _hint(options: argparse.Namespace) -> int:
    from fundamentals.manifest import find_course

    task = find_course().lab_of_task(options.task).task(options.task)
    print(f"{task.id} {task.title}\n\n{task.hint}")
    return 0


def _check(options: argparse.Namespace) -> int:
    from rich.console import Console

    from fundamentals.grading import load_rubric
    from fundamentals.manifest import find_course

    lab = find_course().lab(options.lab)
    path = (options.file or _handed_out(lab)).resolve()
    rubric = load_rubric(lab, own_data(options)).select("visible")
    # Bound to this stream: while a learner's code runs, sys.stdout is a different one.
    console = Console(file=sys.stdout, highlight=False)
    done = False
    for _ in _saves(path) if options.watch else [path]:
        if options.watch:
            console.clear()
        done = _check_once(rubric, path, options, console)
    return 0 if done else EXIT_UNFINISHED


def _handed_out(lab: Lab) -> Path:
    """Return the lab's file in the reader's language, else the one that was changed last."""
    from fundamentals.manifest import own_files

    script = lab.lab_path(current_language())
    return script if script.is_file() else next(iter(own_files(lab)), script)


def _saves(path: Path) -> Iterator[Path]:
    """Yield ``path`` at once, and again after each save."""
    from watchfiles import watch

    # The folder, not the file: many editors replace the file with a new one.
    changes = watch(
        path.parent,
        watch_filter=lambda _, changed: Path(changed) == path,
        recursive=False,
        debounce=200,
        rust_timeout=200,
        yield_on_timeout=True,
    )
    next(changes)  # from here on no save is missed, not even one during a check
    yield path
    for change in changes:
        if change and path.exists():
            yield path


def _check_once(rubric: Rubric, path: Path, options: argparse.Namespace, console: Console) -> bool:
    """Check ``path``, print the results, and return whether every task is done."""
    from fundamentals.grading import CheckRunner, loading_notes, unreadable_note, why_unreadable
    from fundamentals.lab import record_results
    from fundamentals.sandbox import LocalStudent, running

    checks = {
        task.id: [check for check in rubric.checks if check.task == task.id]
        for task in rubric.lab.tasks
    }
    passed: dict[str, bool] = {}
    with LocalStudent(path) as student:
        if problem := why_unreadable(running(student).submission, rubric.lab):
            console.print(str(unreadable_note(problem)), style="bold red", markup=False)
            return False
        for note in loading_notes(student, rubric.lab):
            console.print(f"{note}\n", markup=False, soft_wrap=True)
        runner = CheckRunner(rubric, student, seed=options.seed)
        for task in rubric.lab.tasks:
            printed_before = len(running(student).output)
            failure = _first_failure(runner, checks[task.id], console)
            _print_task(task, failure, running(student).output[printed_before:], console)
            passed[task.id] = failure is None
            if failure is not None and not options.all:
                break
    _print_progress(sum(passed.values()), len(checks), console)
    for note in record_results(rubric.lab, path, running(student).submission.content, passed):
        print(note, file=sys.stderr)
    return len(passed) == len(checks) and all(passed.values())


def _first_failure(
    runner: CheckRunner, checks: Iterable[Check], console: Console
) -> CheckResult | None:
    """Run the checks of a task; return the first result that did not pass, or None."""
    from fundamentals.grading import Verdict

    for check in checks:
        try:
            with console.status(f"{check.task} {check.title}"):
                result = runner.run(check)
        except KeyboardInterrupt:
            stopped = Text("Stopped in task {task}: {title}", "停在任務 {task}：{title}")
            console.print(str(stopped.format(task=check.task, title=check.title)), markup=False)
            raise
        if result.verdict is not Verdict.PASSED:
            return result
    return None


def _print_task(
    task: TaskEntry, failure: CheckResult | None, printed: str, console: Console
) -> None:
    from fundamentals.grading.formats import told

    if failure is None:
        console.print(f"✓ {task.id} {task.title}", style="green", markup=False)
        return
    console.print(f"✗ {task.id} {task.title}", style="bold red", markup=False)
    explanation = f"{failure.title}\n{told(failure)}"
    # Arrays stay aligned only in lines that are not wrapped.
    console.print(textwrap.indent(explanation, "  "), markup=False, soft_wrap=True)
    if printed.strip():
        console.print(str(Text("  Your code printed:", "  你的程式印出：")))
        console.print(textwrap.indent(printed[-2000:], "  | "), markup=False, soft_wrap=True)


def _print_progress(done: int, tasks: int, console: Console) -> None:
    width = 28
    filled = width * done // tasks
    console.print()
    console.print(f"[green]{'█' * filled}[/]{'░' * (width - filled)} {done}/{tasks}")
    if done == tasks:
        console.print(str(Text("Every task is done.", "所有任務都完成了。")))
