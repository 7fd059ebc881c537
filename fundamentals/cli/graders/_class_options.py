"""Options of ``fundamentals grade`` for a class, and which of them exclude each other."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from fundamentals.cli._actions import Group, OneOf, Option
from fundamentals.cli._options import whole_number
from fundamentals.cli.graders._gradebook_options import moment
from fundamentals.errors import ArgumentError
from fundamentals.language import Text

_OF_ONE = ("format", "output", "no_sandbox")


CLASS = Group(
    Text("a class", "全班評分"),
    Text(
        "Submissions already in the gradebook are not graded again: after an interruption, "
        "a crash or a change of the rubric, the same command grades the rest.",
        "成績簿裡已有的結果不會重新評分：中斷、當機或修改評分規準後，"
        "再執行同一個指令，只會評分剩下的部分。",
    ),
    Option(
        "--gradebook",
        Text(
            "grade a class into this file, for example class.db",
            "把全班成績記錄到此檔，例如 class.db",
        ),
        metavar=Text("FILE", "檔案"),
        type=Path,
    ),
    Option(
        "--resume",
        Text(
            "require that the gradebook already exists (a guard against a mistyped name)",
            "成績簿必須已經存在（避免打錯檔名）",
        ),
        action="store_true",
    ),
    Option(
        "--roster",
        Text(
            "the class list, from Canvas, Moodle or Gradescope, or with columns id,name",
            "班級名單，由 Canvas、Moodle 或 Gradescope 匯出，或含 學號,姓名 欄位",
        ),
        metavar=Text.untranslated("CSV"),
        type=Path,
    ),
    Option(
        "--roster-encoding",
        Text(
            "the roster's encoding, such as big5 or cp1252, if the file does not declare it",
            "名單的編碼，例如 big5 或 cp1252；檔案本身看不出編碼時才需要",
        ),
        metavar=Text("ENCODING", "編碼"),
    ),
    Option(
        "--names-are-ids",
        Text(
            "a file or folder named after an id on the roster belongs to that learner, even "
            "if the id is a seat number such as 7",
            "檔名或資料夾名稱就是名單上的編號，即使是 7 這樣的座號",
        ),
        action="store_true",
    ),
    Option(
        "--strangers",
        Text("grade even if hardly anybody is on the roster", "即使名單幾乎不認得任何人也照樣評分"),
        action="store_true",
    ),
    Option(
        "--deadline",
        Text(
            "the deadline, such as 2026-03-01T23:59, in this machine's time zone unless it "
            "names one; a date alone means the end of that day; later files are marked late",
            "截止時間，例如 2026-03-01T23:59；未註明時區時採用本機時區；只寫日期表示當天結束；"
            "之後的檔案標為遲交",
        ),
        metavar=Text("TIME", "時間"),
        type=moment,
    ),
    OneOf(
        Option(
            "--workers",
            Text(
                "number of submissions to grade at once (default: as cores and free memory allow)",
                "同時評分的數量（預設：依處理器核心與可用記憶體而定）",
            ),
            metavar=Text("N", "數量"),
            type=whole_number(1, 1024),
        ),
        Option(
            "--cluster",
            Text("grade on a Dask cluster: tcp://host:8786", "在 Dask 叢集上評分：tcp://host:8786"),
            metavar=Text("ADDRESS", "位址"),
        ),
    ),
    Option(
        "--log",
        Text(
            "append one line of JSON per submission (default: next to the gradebook, its name "
            "with .log.jsonl)",
            "每份作答附加一行 JSON（預設：在成績簿旁，檔名加 .log.jsonl）",
        ),
        metavar=Text("FILE", "檔案"),
        type=Path,
    ),
)


def refuse_class(options: argparse.Namespace) -> None:
    """Raise an error if ``options`` mean a class but name no gradebook.

    Raises:
        ArgumentError: The options are for a class.
    """
    given = _given(options, CLASS.dests)
    is_class = options.file.is_dir() or options.file.suffix.lower() == ".zip"
    if given or is_class:
        raise ArgumentError(
            Text("{received} without --gradebook", "{received}，但沒有 --gradebook").format(
                received=", ".join(given) or options.file
            ),
            expected=Text(
                "one file, or a class with a gradebook for its grades",
                "一個檔案，或全班的作答加上記錄成績的成績簿",
            ),
            fix=Text("add --gradebook class.db", "請加上 --gradebook class.db"),
        )


def refuse_options_of_one(options: argparse.Namespace) -> None:
    """Raise an error if ``options`` for one file are given with a gradebook.

    Raises:
        ArgumentError: One is.
    """
    if given := _given(options, _OF_ONE):
        raise ArgumentError(
            Text("{received} with --gradebook", "{received} 與 --gradebook 並用").format(
                received=", ".join(given)
            ),
            expected=Text("only options for a class", "只有全班評分的選項"),
            fix=Text(
                "remove it; `fundamentals gradebook` shows and exports grades",
                "請拿掉；查看與匯出成績請用 `fundamentals gradebook`",
            ),
        )


def _given(options: argparse.Namespace, names: Sequence[str]) -> list[str]:
    return [f"--{name.replace('_', '-')}" for name in names if getattr(options, name)]
