"""``fundamentals grade``: grade one submission, or a class of them, in the sandbox."""

from __future__ import annotations

import argparse
import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.classroom.formats import REPORT_FORMATS
from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli._exit_statuses import GRADER_ERROR
from fundamentals.cli._options import GRADING_SEED, OF_LAB, OWN_DATA, own_data, write_or_print
from fundamentals.cli.graders._class_options import CLASS, refuse_class
from fundamentals.cli.graders._grade_class import grade_class
from fundamentals.cli.graders._grading_course import grading_course
from fundamentals.language import Text

if TYPE_CHECKING:
    from fundamentals.sandbox import Student


EXIT_TOO_FEW = 1


def add_parser(subparsers: Subparsers, summary: Text) -> None:
    """Add ``grade``."""
    add_action(
        subparsers,
        "grade",
        summary,
        Text(
            "Grade one submission in the sandbox or, with --gradebook, a whole class. Exit "
            "status 0: there is a verdict, good or bad; 1: fewer points than --fail-under; "
            "2: bad usage or an unreadable file; 3: the grader itself failed, for a class on "
            "at least one submission; 130: interrupted.",
            "在隔離環境中為一份作答評分；加上 --gradebook 則為全班評分。"
            "結束狀態 0：有評分結果（不論分數）；1：低於 --fail-under；2：用法錯誤或檔案無法讀取；"
            "3：評分程式本身出錯（全班評分時：至少一份）；130：已中斷。",
        ),
        _grade,
        Option(
            "file",
            Text(
                "a .py script or an .ipynb notebook; with --gradebook, a folder of files or of "
                "folders, or a ZIP as downloaded from Canvas or Moodle",
                ".py 程式或 .ipynb 筆記本；加上 --gradebook 可以是放有作答或子資料夾的資料夾，"
                "或 Canvas、Moodle 下載的 ZIP",
            ),
            metavar=Text("FILE|DIR|ZIP", "檔案|資料夾|ZIP"),
            type=Path,
        ),
        OF_LAB,
        Option(
            "--format",
            Text("format of the report (default: text)", "報告的格式（預設：text）"),
            choices=REPORT_FORMATS,
        ),
        Option(
            "--output", Text("write the report to this file", "把報告寫到這個檔案"), writes="file"
        ),
        GRADING_SEED,
        Option(
            "--fail-under",
            Text(
                "exit with status 1 if fewer points than this, 9.5 or 60%%, are earned: for CI",
                "得分低於此值（9.5 或 60%%）時以狀態 1 結束：供 CI 使用",
            ),
            metavar=Text("POINTS", "分數"),
            type=_least,
        ),
        Option(
            "--no-sandbox",
            Text(
                "run the submission unprotected: it can do anything that you can do",
                "不加保護地執行：作答能做任何你能做的事",
            ),
            also="--no-jail",
            action="store_true",
        ),
        OWN_DATA,
        CLASS,
    )


def _grade(options: argparse.Namespace) -> int:
    if options.gradebook is not None:
        return grade_class(options)
    refuse_class(options)
    return _grade_one(options)


def _grade_one(options: argparse.Namespace) -> int:
    from fundamentals.grading import draw_seed, load_rubric, run_checks

    lab = grading_course(options.file).lab(options.lab)
    if options.seed is None:
        options.seed = draw_seed()
    with _student(options) as student:
        # The sandbox starts meanwhile.
        rubric = load_rubric(lab, own_data(options))
        report = run_checks(rubric, student, seed=options.seed)
    write_or_print(REPORT_FORMATS[options.format or "text"](report), options.output)
    if report.score is None:
        return GRADER_ERROR
    if options.fail_under is None:
        return 0
    least, is_percent = options.fail_under
    needed = least * report.max_score / 100 if is_percent else least
    return EXIT_TOO_FEW if report.score < needed else 0


def _least(text: str) -> tuple[float, bool]:
    """Return the number, and whether it is in percent."""
    if not re.fullmatch(r"\d{1,5}(\.\d{1,2})?%?", text):
        raise argparse.ArgumentTypeError(
            str(Text("expected points such as 9.5, or 60%", "應為如 9.5 的分數，或 60%"))
        )
    return float(text.rstrip("%")), text.endswith("%")


@contextlib.contextmanager
def _student(options: argparse.Namespace) -> Iterator[Student]:
    from fundamentals.sandbox import LocalStudent, Sandbox, SandboxedStudent, read_submission

    if options.no_sandbox:
        with LocalStudent(options.file, seed=options.seed) as local:
            yield local
        return
    submission = read_submission(options.file)
    with (
        Sandbox() as sandbox,
        SandboxedStudent(submission, sandbox, seed=options.seed) as sandboxed,
    ):
        sandbox.start(submission.packages)
        yield sandboxed
