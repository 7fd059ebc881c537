"""``fundamentals labs bundle``: what learners receive."""

from __future__ import annotations

import argparse

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli._options import LABS
from fundamentals.language import LANGUAGES, Text


def add_bundle(actions: Subparsers) -> None:
    """Add ``labs bundle``."""
    add_action(
        actions,
        "bundle",
        Text("authors: pack what learners receive", "作者：打包要發給學習者的檔案"),
        Text(
            "Write labs, notebooks, the package and the visible checks, but no solution and no\n"
            "hidden check, into a new folder or a .zip file; with --wheel, into one file that pip\n"
            "installs. The same course gives the same bytes.\n\n"
            "Examples: fundamentals labs bundle --output course.zip --labs lab02 lab03a\n"
            "          fundamentals labs bundle --wheel --output dist",
            "把實作、筆記本、套件與公開的檢查寫進新的資料夾或 .zip 檔，不含解答與隱藏的檢查；\n"
            "加上 --wheel 則寫成一個可用 pip 安裝的檔案。\n"
            "同樣的課程內容，產生的檔案逐位元組相同。\n\n"
            "例如：fundamentals labs bundle --output course.zip --labs lab02 lab03a\n"
            "      fundamentals labs bundle --wheel --output dist",
        ),
        _bundle,
        Option(
            "--output",
            Text("a new folder, or a .zip file", "新的資料夾，或 .zip 檔"),
            writes="archive",
            required=True,
        ),
        Option(
            "--wheel",
            Text(
                "write a wheel into the folder: pip installs it, and `fundamentals start` starts "
                "a lab",
                "在資料夾中寫入 wheel 檔：用 pip 安裝後，以 `fundamentals start` 開始實作",
            ),
            action="store_true",
        ),
        *LABS,
    )


def _bundle(options: argparse.Namespace) -> int:
    from fundamentals.course import write_bundle, write_wheel
    from fundamentals.manifest import find_course, shown_path

    course = find_course()
    wanted = {course.lab(name).id for name in options.labs or ()}
    # In the order of the course, not of the options.
    labs = [lab for lab in course.labs if not wanted or lab.id in wanted]
    languages = [language for language in LANGUAGES if language in options.languages]
    if options.wheel:
        wheel = write_wheel(course, options.output, labs=labs, languages=languages)
        written = Text("wrote {path}: {size:.1f} MB", "已寫入 {path}：{size:.1f} MB").format(
            path=shown_path(wheel), size=wheel.stat().st_size / 1e6
        )
    else:
        files = write_bundle(course, options.output, labs=labs, languages=languages)
        written = Text(
            "wrote {path}: {files} {files:file|files}", "已寫入 {path}：{files} 個檔案"
        ).format(path=shown_path(options.output), files=files)
    print(written)
    return 0
