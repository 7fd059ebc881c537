"""``fundamentals grade``: one submission, in the jail, to a verdict."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.cli._options import add_seed_option
from fundamentals.language import Text

if TYPE_CHECKING:
    from fundamentals.grading import Student

__all__ = ["add_parser"]

EXIT_GRADER_ERROR = 3

_FORMATS = ("text", "json", "gradescope", "junit", "html")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``grade``."""
    parser = subparsers.add_parser(
        "grade",
        help=str(Text("grade a submission", "評分")),
        description=str(
            Text(
                "Grade one submission in the jail. Exit status 0: a verdict was reached, whatever "
                "it is; 2: bad usage or an unreadable file; 3: the grader itself failed.",
                "在隔離環境中為一份作答評分。結束狀態 0：有評分結果（不論分數）；"
                "2：用法錯誤或檔案無法讀取；3：評分程式本身出錯。",
            )
        ),
    )
    parser.add_argument(
        "file",
        type=Path,
        metavar=str(Text("FILE", "檔案")),
        help=str(Text("a .py script or an .ipynb notebook", ".py 程式或 .ipynb 筆記本")),
    )
    parser.add_argument(
        "--lab",
        required=True,
        metavar=str(Text("LAB", "實作")),
        help=str(Text("lab03a or lab03a_convolution, say", "例如 lab03a 或 lab03a_convolution")),
    )
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        default="text",
        help=str(Text("form of the report (default: text)", "報告的格式（預設：text）")),
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar=str(Text("FILE", "檔案")),
        help=str(Text("write the report there", "把報告寫到這個檔案")),
    )
    add_seed_option(parser)
    parser.add_argument(
        "--no-jail",
        action="store_true",
        help=str(
            Text(
                "run the submission unprotected: it can do what you can do",
                "不加保護地執行：作答能做任何你能做的事",
            )
        ),
    )
    parser.set_defaults(run=_grade)


def _grade(options: argparse.Namespace) -> int:
    from fundamentals.authoring import find_course
    from fundamentals.grading import load_rubric, run_checks
    from fundamentals.grading.formats import FORMATS

    rubric = load_rubric(find_course().lab(options.lab))
    with _student(options) as student:
        report = run_checks(rubric, student, seed=options.seed)
    text = FORMATS[options.format](report)
    if options.output is None:
        print(text, end="" if text.endswith("\n") else "\n")
    else:
        options.output.write_text(text, encoding="utf-8")
    return 0 if report.score is not None else EXIT_GRADER_ERROR


@contextlib.contextmanager
def _student(options: argparse.Namespace) -> Iterator[Student]:
    from fundamentals.grading import Jail, JailedStudent, LocalStudent, read_submission

    if options.no_jail:
        with LocalStudent(options.file, seed=options.seed) as local:
            yield local
        return
    submission = read_submission(options.file)
    with Jail() as jail, JailedStudent(submission, jail, seed=options.seed) as jailed:
        yield jailed
