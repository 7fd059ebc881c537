"""``fundamentals course``: the learner's progress and next step."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from fundamentals.cli._actions import Subparsers, add_action
from fundamentals.cli._options import JSON
from fundamentals.language import Text

if TYPE_CHECKING:
    from rich.console import Console

    from fundamentals.lab import CourseProgress, LabProgress

_BAR = 14


def add_parser(subparsers: Subparsers, summary: Text) -> None:
    """Add ``course``."""
    add_action(
        subparsers,
        "course",
        summary,
        Text(
            "Show which tasks of each lab are done, the points, the minutes left and the next\n"
            "task. `fundamentals check` records what passed in output/progress/, on this computer\n"
            "only. A task whose function has changed since is open until it passes again.",
            "列出每個實作完成了哪些任務、得到的分數、剩下的分鐘數，以及下一個任務。\n"
            "`fundamentals check` 會把通過的任務記在這部電腦的 output/progress/。\n"
            "函式改過的任務，要再通過一次檢查才算完成。",
        ),
        _course,
        JSON,
    )


def _course(options: argparse.Namespace) -> int:
    from rich.console import Console

    from fundamentals.lab import read_progress
    from fundamentals.manifest import find_course

    progress = read_progress(find_course())
    for note in progress.notes:
        print(note, file=sys.stderr)
    if options.json:
        print(json.dumps(_document(progress), ensure_ascii=False, indent=2))
    else:
        console = Console(file=sys.stdout, highlight=False, markup=False)
        _print_table(progress, console)
        _print_next_step(progress, console)
    return 0


def _print_table(progress: CourseProgress, console: Console) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_footer=True)
    table.add_column(str(Text("lab", "實作")), str(Text("all labs", "全部")), no_wrap=True)
    table.add_column(str(Text("title", "標題")), overflow="fold")
    table.add_column(str(Text("done", "完成")), no_wrap=True)
    done = sum(len(standing.done) for standing in progress.labs)
    tasks = sum(len(standing.lab.tasks) for standing in progress.labs)
    for heading, total in (
        (Text("tasks", "任務"), f"{done}/{tasks}"),
        (Text("points", "分數"), f"{progress.points}/{progress.max_points}"),
        (Text("minutes left", "剩餘分鐘"), str(progress.minutes_left)),
    ):
        table.add_column(str(heading), total, justify="right", no_wrap=True)
    for standing in progress.labs:
        table.add_row(*_row(standing), style=None if standing.next_task else "green")
    console.print(table)


def _row(standing: LabProgress) -> tuple[str, ...]:
    lab = standing.lab
    filled = _BAR * standing.points // lab.points
    return (
        lab.id,
        str(lab.title),
        "█" * filled + "░" * (_BAR - filled),
        f"{len(standing.done)}/{len(lab.tasks)}",
        f"{standing.points}/{lab.points}",
        str(standing.minutes_left),
    )


def _print_next_step(progress: CourseProgress, console: Console) -> None:
    console.print()
    if progress.next_step is None:
        console.print(str(Text("Every task of the course is done.", "課程的任務全部完成了。")))
        return
    lab, task = progress.next_step
    step = Text("Next: task {id}, {title}", "下一步：任務 {id}，{title}")
    console.print(str(step.format(id=task.id, title=task.title)), style="bold")
    for command in _commands(lab.short_id, task.id).values():
        console.print(f"  {command}")


def _commands(lab: str, task: str) -> dict[str, str]:
    return {"hint": f"fundamentals hint {task}", "check": f"fundamentals check {lab}"}


def _document(progress: CourseProgress) -> dict[str, Any]:
    labs = [
        {
            "lab": standing.lab.id,
            "title": str(standing.lab.title),
            "points": standing.points,
            "max_points": standing.lab.points,
            "minutes_left": standing.minutes_left,
            "tasks": [
                {
                    "task": task.id,
                    "function": task.function,
                    "title": str(task.title),
                    "points": task.points,
                    "done": task.id in standing.done,
                }
                for task in standing.lab.tasks
            ],
        }
        for standing in progress.labs
    ]
    following = None
    if progress.next_step is not None:
        lab, task = progress.next_step
        following = {"lab": lab.id, "task": task.id, "title": str(task.title)}
        following |= _commands(lab.short_id, task.id)
    return {
        "points": progress.points,
        "max_points": progress.max_points,
        "minutes_left": progress.minutes_left,
        "next": following,
        "labs": labs,
    }
