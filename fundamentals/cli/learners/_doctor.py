"""``fundamentals doctor``: whether this machine is ready for the labs and for grading."""

from __future__ import annotations

import argparse

from fundamentals.cli._actions import Subparsers, add_action
from fundamentals.language import Text

EXIT_NOT_READY = 1

_MARKS = {True: "✓", False: "✗", None: "·"}


def add_parser(subparsers: Subparsers) -> None:
    """Add ``doctor``."""
    summary = Text(
        "check Python, packages, device, data and fonts; try to break out of the sandbox",
        "檢查 Python、套件、裝置、資料、字型，並嘗試突破隔離環境",
    )
    add_action(subparsers, "doctor", summary, summary, _run)


def _run(options: argparse.Namespace) -> int:
    """Print each condition; return 0 if all are good, else 1."""
    from fundamentals.sandbox import examine

    bad = 0
    for condition in examine():
        print(f"{_MARKS[condition.is_good]} {condition.name}: {condition.found}", flush=True)
        bad += condition.is_good is False
    if bad:
        print(Text("{bad} problems to fix", "有 {bad} 項需要處理").format(bad=bad))
        return EXIT_NOT_READY
    print(Text("everything is ready", "一切就緒"))
    return 0
