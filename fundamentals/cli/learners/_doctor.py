"""``fundamentals doctor``: whether this machine is ready for the labs, and for grading."""

from __future__ import annotations

import argparse
import importlib.util
from collections.abc import Iterable
from typing import TYPE_CHECKING

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.language import Text

if TYPE_CHECKING:
    from fundamentals.sandbox import Condition

EXIT_NOT_READY = 1

_MARKS = {True: "✓", False: "✗", None: "·"}
_READY = Text("Ready for the labs.", "可以開始做實作。")
_READY_TO_GRADE = Text("Ready for grading.", "可以評分。")
_PROBLEMS = Text("{bad} {bad:problem|problems} to fix.", "有 {bad} 項需要處理。")
_NOT_FOR_LABS = Text(
    "{bad} {bad:problem|problems} to fix before you grade. The labs work without that.",
    "評分之前，有 {bad} 項需要處理；做實作不需要這些。",
)

_FOR_GRADERS = Option(
    "--grading",
    Text(
        "let the exit status include what only a grader needs", "結束狀態也包含只有評分才需要的項目"
    ),
    action="store_true",
)


def add_parser(subparsers: Subparsers, summary: Text) -> None:
    """Add ``doctor``."""
    add_action(
        subparsers,
        "doctor",
        summary,
        Text(
            "Check what the labs need: Python, packages, device, data and fonts. If grading is\n"
            "installed, also try to break out of its sandbox. Exit status 0: ready for the labs;\n"
            "1: not ready, or, with --grading, not ready for grading.",
            "檢查實作需要的 Python、套件、裝置、資料與字型；裝有評分功能時，再嘗試突破隔離環境。\n"
            "結束狀態 0：可以開始做實作；1：還不行，或加上 --grading 時還不能評分。",
        ),
        _run,
        *([_FOR_GRADERS] if _can_grade() else []),
    )


def _can_grade() -> bool:
    """Whether this is the whole package; learners receive one that cannot grade."""
    return importlib.util.find_spec("fundamentals.cli.graders") is not None


def _run(options: argparse.Namespace) -> int:
    """Print each condition; return 0 if those that count are good, else 1."""
    from fundamentals.sandbox import examine_for_grading, examine_for_labs

    bad = _print(Text("For the labs", "實作需要的"), examine_for_labs())
    print(_PROBLEMS.format(bad=bad) if bad else _READY)
    if not _can_grade():
        return EXIT_NOT_READY if bad else 0
    print()
    bad_for_grading = _print(
        Text("For grading only: the sandbox", "只有評分才需要：隔離環境"), examine_for_grading()
    )
    print(_NOT_FOR_LABS.format(bad=bad_for_grading) if bad_for_grading else _READY_TO_GRADE)
    counted = bad + (bad_for_grading if options.grading else 0)
    return EXIT_NOT_READY if counted else 0


def _print(heading: Text, conditions: Iterable[Condition]) -> int:
    """Print a heading and its conditions; return how many are not good."""
    bad = 0
    print(heading)
    for condition in conditions:
        print(f"  {_MARKS[condition.is_good]} {condition.name}: {condition.found}", flush=True)
        bad += condition.is_good is False
    return bad
