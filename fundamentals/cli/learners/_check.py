"""``fundamentals check``: a learner's own file, task by task."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli._options import OWN_DATA, SEED, own_data
from fundamentals.language import Text, current_language, use_language

if TYPE_CHECKING:
    from fundamentals.manifest import Lab

EXIT_UNFINISHED = 1


def add_parser(subparsers: Subparsers, summary: Text) -> None:
    """Add ``check``."""
    add_action(
        subparsers,
        "check",
        summary,
        Text(
            "Run the visible checks on your own file and stop at the first unfinished task. A task "
            "that passed is not checked again until it, or something it uses, changes. Exit status "
            "0: all done; 1: not yet.",
            "用公開的檢查項目檢查自己的檔案，停在第一個還沒完成的任務。"
            "通過的任務，在它或它用到的東西改變之前，不會再檢查一次。"
            "結束狀態 0：全部完成；1：尚未完成。",
        ),
        _check,
        Option(
            "lab",
            Text(
                "for example lab03a, or your script or notebook; a lab's name means the file that "
                "you changed last",
                "例如 lab03a，或你的程式檔、筆記本；同一個實作有好幾個檔案時，取最後修改的",
            ),
            metavar=Text("LAB|FILE", "實作|檔案"),
        ),
        Option(
            "file",
            Text("your file, if it does not say which lab it is", "看不出是哪個實作的檔案"),
            metavar=Text("FILE", "檔案"),
            nargs="?",
            type=Path,
        ),
        Option(
            "--task",
            Text("check only this task, such as 3a.2", "只檢查這個任務，例如 3a.2"),
            metavar=Text("TASK", "任務"),
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


def _check(options: argparse.Namespace) -> int:
    from fundamentals.lab import language_of_file

    lab, path = _work(options)
    chosen = options.language or os.environ.get("FUNDAMENTALS_LANGUAGE")
    with use_language(
        current_language() if chosen else language_of_file(path, lab) or current_language()
    ):
        return _check_file(lab, path, options)


def _work(options: argparse.Namespace) -> tuple[Lab, Path]:
    """Return the lab and the file that the command line names."""
    from fundamentals.lab import find_work
    from fundamentals.manifest import find_course

    if options.file is None:
        return find_work(options.lab, options.language)
    return find_course().lab(options.lab), options.file.resolve()


def _check_file(lab: Lab, path: Path, options: argparse.Namespace) -> int:
    from rich.console import Console

    from fundamentals.cli.learners._check_file import CheckedFile
    from fundamentals.grading import load_rubric

    if options.task is not None:
        lab.task(options.task)
    # Bound to this stream: while a learner's code runs, sys.stdout is a different one.
    console = Console(file=sys.stdout, highlight=False)
    rubric = load_rubric(lab, own_data(options)).select("visible")
    file = CheckedFile(rubric, path, console, seed=options.seed)
    done = False
    for _ in _saves(path) if options.watch else [path]:
        if options.watch:
            console.clear()
        done = file.check(only=options.task, keep_going=options.all)
    return 0 if done else EXIT_UNFINISHED


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
