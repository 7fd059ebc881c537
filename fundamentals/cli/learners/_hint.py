"""``fundamentals hint``: the hints of a task, one step deeper each time."""

from __future__ import annotations

import argparse

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.language import Text


def add_parser(subparsers: Subparsers, summary: Text) -> None:
    """Add ``hint``."""
    add_action(
        subparsers,
        "hint",
        summary,
        Text(
            "Show a hint for a task. Each call goes one step deeper, up to three.",
            "顯示任務的提示：每執行一次就多說一些，最多三步。",
        ),
        _hint,
        Option(
            "task",
            Text("its number, such as 3a.2", "編號，例如 3a.2"),
            metavar=Text("TASK", "任務"),
        ),
    )


def _hint(options: argparse.Namespace) -> int:
    from fundamentals.lab import next_hint
    from fundamentals.manifest import find_course

    lab = find_course().lab_of_task(options.task)
    print(next_hint(lab, lab.task(options.task)))
    return 0
