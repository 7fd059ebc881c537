"""``fundamentals autograder``: a lab's autograder for Gradescope."""

from __future__ import annotations

import argparse

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli._options import OF_LAB
from fundamentals.language import Text, current_language


def add_parser(subparsers: Subparsers, summary: Text) -> None:
    """Add ``autograder``."""
    add_action(
        subparsers,
        "autograder",
        summary,
        Text(
            "Write autograder.zip for Gradescope: setup.sh, run_autograder, this package as "
            "a wheel, and the lab. It grades the submitted file under any name, and always "
            "says what was wrong. It contains the lab's answers: give it to nobody but Gradescope.",
            "寫出 Gradescope 用的 autograder.zip：setup.sh、run_autograder、這個套件的 wheel，"
            "以及實作本身。檔名不拘都能評分，有問題一定會說明。"
            "檔案含有解答：只交給 Gradescope。",
        ),
        _autograder,
        OF_LAB,
        Option("--output", Text("the .zip", "輸出的 .zip"), writes="file", required=True),
        Option(
            "--no-sandbox",
            Text(
                "run submissions without the sandbox, where Gradescope's container does not allow "
                "it: a submission can then read the checks and write its own score",
                "Gradescope 的容器不允許隔離環境時，不加隔離執行：作答可以讀到檢查內容、自己寫分數",
            ),
            action="store_true",
        ),
    )


def _autograder(options: argparse.Namespace) -> int:
    from fundamentals.classroom.autograder import autograder_files
    from fundamentals.files import whole_file, zipped
    from fundamentals.manifest import find_course

    course = find_course()
    files = autograder_files(
        course,
        course.lab(options.lab),
        language=current_language(),
        sandboxed=not options.no_sandbox,
    )
    content = zipped(files, programs=("setup.sh", "run_autograder"))
    with whole_file(options.output) as incomplete:
        incomplete.write_bytes(content)
    print(
        Text(
            "{path}: {n} {n:file|files}, {size:.1f} MB", "{path}：{n} 個檔案，{size:.1f} MB"
        ).format(path=options.output, n=len(files), size=len(content) / 1e6)
    )
    return 0
