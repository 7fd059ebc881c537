"""``fundamentals gradebook similar``: submissions that resemble each other."""

from __future__ import annotations

import argparse
from pathlib import Path

from fundamentals.classroom.formats import SIMILARITY_FORMATS
from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli._options import OF_LAB, write_or_print
from fundamentals.cli.graders._gradebook_options import GRADEBOOK
from fundamentals.language import Text


def add_similar_parser(subparsers: Subparsers) -> None:
    """Add ``gradebook similar``."""
    add_action(
        subparsers,
        "similar",
        Text("rank submissions that resemble each other", "列出彼此相似的作答"),
        Text(
            "Rank pairs of submissions by the code and the wrong answers that they share, leaving\n"
            "out the lab's own code. This is evidence for a human to judge, not proof.\n\n"
            "Example: fundamentals gradebook similar class.db submissions --lab lab03a\n"
            "           --format html --output similar.html",
            "依相同的程式與相同的錯誤答案，列出彼此相似的作答；實作本身的程式不計。\n"
            "這些是供人判斷的線索，不是定論。\n\n"
            "例如：fundamentals gradebook similar class.db submissions --lab lab03a\n"
            "        --format html --output similar.html",
        ),
        _similar,
        GRADEBOOK,
        Option(
            "submissions",
            Text(
                "the folder or .zip that was graded; without it, only answers are compared",
                "評分時使用的資料夾或 .zip；省略時只比較答案",
            ),
            metavar=Text("SUBMISSIONS", "作答"),
            nargs="?",
            type=Path,
        ),
        OF_LAB,
        Option(
            "--pairs",
            Text("how many pairs to show (default: 20)", "要列出幾組（預設：20）"),
            metavar=Text("NUMBER", "數目"),
            type=int,
            default=20,
        ),
        Option(
            "--format",
            Text(
                "html shows the code side by side (default: text)",
                "html 會把程式並排顯示（預設：text）",
            ),
            choices=SIMILARITY_FORMATS,
            default="text",
        ),
        Option("--output", Text("write it to this file", "寫到這個檔案"), writes="file"),
    )


def _similar(options: argparse.Namespace) -> int:
    from fundamentals.classroom.gradebook import Gradebook
    from fundamentals.classroom.similarity import compare_class, read_contents
    from fundamentals.manifest import find_course

    lab = find_course().lab(options.lab)
    contents = read_contents(options.submissions) if options.submissions else {}
    with Gradebook.open(options.gradebook) as gradebook:
        sheet = gradebook.sheet(lab.id)
    similarity = compare_class(lab, sheet, contents, most=options.pairs)
    write_or_print(SIMILARITY_FORMATS[options.format](similarity), options.output)
    return 0
