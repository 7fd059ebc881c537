"""``fundamentals labs new``: an instructor's own lab."""

from __future__ import annotations

import argparse

from fundamentals.cli._actions import Subparsers, add_action
from fundamentals.language import Text

__all__ = ["add_new"]


def add_new(actions: Subparsers) -> None:
    """Add ``labs new``."""
    parser = add_action(
        actions,
        "new",
        Text("authors: begin a lab of your own", "作者：開始一個自己的實作"),
        Text(
            "Write a small lab that passes `labs check` at once: a solution of two tasks, their\n"
            "checks, a mistake a task, the entry in labs.toml, the learners' files. Then make it\n"
            "yours, step by step: docs/writing-a-lab.md.\n\n"
            "Example: fundamentals labs new lab08_fashion",
            "寫出一個馬上就能通過 `labs check` 的小實作：兩個任務的解答、檢查項目、每個任務一個\n"
            "常見錯誤、labs.toml 的項目，以及學習者的檔案。再一步一步改成您的內容：\n"
            "docs/writing-a-lab.zh-Hant.md。\n\n例如：fundamentals labs new lab08_fashion",
        ),
        _new,
    )
    parser.add_argument(
        "name",
        metavar=str(Text("NAME", "名稱")),
        help=str(
            Text("lab08_fashion: a new number and a subject", "lab08_fashion：新的編號與主題")
        ),
    )


def _new(options: argparse.Namespace) -> int:
    from fundamentals.course import new_lab
    from fundamentals.manifest import find_course, shown_path

    for file in new_lab(find_course(), options.name):
        print(Text("wrote {path}", "已寫入 {path}").format(path=shown_path(file.path)))
    print(
        Text(
            "\nNow edit the solution, then:\n  fundamentals labs build\n  "
            "fundamentals labs check {name}",
            "\n接著修改解答檔，然後：\n  fundamentals labs build\n  fundamentals labs check {name}",
        ).format(name=options.name)
    )
    return 0
