"""``fundamentals labs rehearse``: a made-up class, to try out grading."""

from __future__ import annotations

import argparse
from collections import Counter

from fundamentals.classroom.platforms import ARCHIVES
from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli._options import LAB, SEED
from fundamentals.language import Text

_KINDS = {
    "right": Text("right", "正確"),
    "wrong": Text("wrong", "有錯"),
    "slow": Text("endless", "無窮迴圈"),
    "malicious": Text("malicious", "惡意"),
    "empty": Text("empty", "空白"),
    "untouched": Text("untouched", "未作答"),
    "missing": Text("not handed in", "未繳交"),
}


def add_rehearse(actions: Subparsers) -> None:
    """Add ``labs rehearse``."""
    add_action(
        actions,
        "rehearse",
        Text("instructors: write a made-up class to grade", "教師：產生虛構的班級來演練評分"),
        Text(
            "Write the submissions of a made-up class: right, wrong, endless, malicious, empty\n"
            "and untouched ones, a roster.csv, and manifest.json, which says what each one is.\n"
            "Grade them only in the sandbox: the malicious ones are real attacks.\n\n"
            "Example: fundamentals labs rehearse lab03a --output rehearsal --learners 30",
            "產生虛構班級的作答：正確、有錯、無窮迴圈、惡意、空白與未作答，\n"
            "以及 roster.csv 與說明每份作答的 manifest.json。請只在隔離環境中評分：\n"
            "惡意的作答真的會做它想做的事。\n\n"
            "例如：fundamentals labs rehearse lab03a --output rehearsal --learners 30",
        ),
        _rehearse,
        LAB,
        Option("--output", Text("a new folder", "新的資料夾"), writes="folder", required=True),
        Option(
            "--learners",
            Text("size of the class (default: 30)", "班級人數（預設：30）"),
            metavar=Text("NUMBER", "人數"),
            type=int,
            default=30,
        ),
        Option(
            "--layout",
            Text(
                "files, one folder per learner, or the .zip of a platform (default: files)",
                "檔案、每人一個資料夾，或平台下載的 .zip（預設：files）",
            ),
            choices=("files", "folders", *ARCHIVES),
            default="files",
        ),
        SEED,
    )


def _rehearse(options: argparse.Namespace) -> int:
    from fundamentals.classroom.rehearsal import synthetic_class
    from fundamentals.manifest import find_course, shown_path

    synthetic = synthetic_class(
        options.output,
        find_course().lab(options.lab),
        learners=options.learners,
        seed=options.seed,
        layout=options.layout,
    )
    print(Text("wrote {path}", "已寫入 {path}").format(path=shown_path(options.output)))
    counts: Counter[str] = Counter(submission.kind for submission in synthetic.submissions)
    for kind, title in _KINDS.items():
        print(f"  {counts[kind]:>5}  {title}")
    return 0
