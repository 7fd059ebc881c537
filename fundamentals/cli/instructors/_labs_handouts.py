"""``fundamentals labs handouts``: one page per lab."""

from __future__ import annotations

import argparse

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli._options import LABS
from fundamentals.language import LANGUAGES, Text


def add_handouts(actions: Subparsers) -> None:
    """Add ``labs handouts``."""
    add_action(
        actions,
        "handouts",
        Text("authors: one page per lab, as HTML and PDF", "作者：每個實作一頁講義，HTML 與 PDF"),
        Text(
            "Write one A4 page per lab and language: what the lab is about, its tasks, terms in\n"
            "both languages, commands and a picture.\n\n"
            "Example: fundamentals labs handouts --output handouts --labs lab03a",
            "為每個實作的每種語言寫出一頁 A4 講義：主題、任務、中英名詞對照、指令與圖片。\n\n"
            "例如：fundamentals labs handouts --output handouts --labs lab03a",
        ),
        _handouts,
        Option(
            "--output",
            Text("the folder to write to", "講義的資料夾"),
            writes="folder",
            required=True,
        ),
        *LABS,
    )


def _handouts(options: argparse.Namespace) -> int:
    from fundamentals.course.handouts import write_handouts
    from fundamentals.manifest import find_course, shown_path

    course = find_course()
    labs = [course.lab(name) for name in options.labs] if options.labs else None
    languages = [language for language in LANGUAGES if language in options.languages]
    for file in write_handouts(course, options.output, labs=labs, languages=languages):
        print(Text("wrote {path}", "已寫入 {path}").format(path=shown_path(file.path)))
    return 0
