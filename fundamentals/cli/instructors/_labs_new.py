"""``fundamentals labs new``: an instructor's own lab."""

from __future__ import annotations

import argparse
from pathlib import Path

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.language import Text


def add_new(actions: Subparsers) -> None:
    """Add ``labs new``."""
    add_action(
        actions,
        "new",
        Text("authors: start a lab of your own", "作者：開始一個自己的實作"),
        Text(
            "Write a small lab that passes `labs check` right away: a folder with a solution of\n"
            "two tasks, their checks, wrong answers that prove them, and the learners' files.\n"
            "Outside any course, this starts a new course. docs/writing-a-lab.md says how to make\n"
            "the lab your own.\n\nExample: fundamentals labs new lab08_fashion",
            "寫出一個馬上就能通過 `labs check` 的小實作：一個資料夾，內含兩個任務的解答、\n"
            "檢查項目、用來驗證的錯誤作答，以及學習者的檔案。若資料夾不屬於任何課程，\n"
            "就從這裡開始一個課程。再一步一步改成你的內容：docs/writing-a-lab.zh-Hant.md。\n\n"
            "例如：fundamentals labs new lab08_fashion",
        ),
        _new,
        Option(
            "name",
            Text("lab08_fashion: a new number and a subject", "lab08_fashion：新的編號與主題"),
            metavar=Text("NAME", "名稱"),
        ),
    )


def _new(options: argparse.Namespace) -> int:
    from fundamentals.course import new_lab, open_course
    from fundamentals.manifest import shown_path

    for file in new_lab(open_course(Path.cwd()), options.name):
        print(Text("wrote {path}", "已寫入 {path}").format(path=shown_path(file.path)))
    print(
        Text(
            "\nNow edit the solution, then:\n"
            "  fundamentals labs build\n  fundamentals labs check {name} --corpus",
            "\n接著修改解答檔，然後：\n"
            "  fundamentals labs build\n  fundamentals labs check {name} --corpus",
        ).format(name=options.name)
    )
    return 0
