"""``fundamentals start``: a learner's own copy of a lab, in the current folder."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.lab_form import LabForm
from fundamentals.language import Text, current_language

if TYPE_CHECKING:
    from fundamentals.manifest import Course, Lab

_ALL = "all"
_FORMS = (*(form.value for form in LabForm), "both")

_WROTE = Text("wrote {path}", "已寫入 {path}")
_KEPT = Text("{path} already exists and stays as it is", "{path} 已經存在，不會更動")
_NEXT = Text(
    "\nNext: {open}\nWrite one function after another, then ask:\n"
    "  fundamentals {check:<20} # what is right, what is not, and why\n"
    "  fundamentals {hint:<20} # when you are stuck\n"
    "  fundamentals {course:<20} # your progress",
    "\n下一步：{open}\n一次完成一個函式，然後問：\n"
    "  fundamentals {check:<20} # 哪裡對、哪裡不對、為什麼\n"
    "  fundamentals {hint:<20} # 卡住時的提示\n"
    "  fundamentals {course:<20} # 你的進度",
)
_OPEN_SCRIPT = Text("open {name} in your editor.", "用編輯器打開 {name}。")
_OPEN_NOTEBOOK = Text(
    "{command}, or open {name} in VS Code, Colab or Kaggle, and run its cells from the top.",
    "{command}，或在 VS Code、Colab、Kaggle 開啟 {name}，再由上往下執行儲存格。",
)


def add_parser(subparsers: Subparsers, summary: Text) -> None:
    """Add ``start``."""
    add_action(
        subparsers,
        "start",
        summary,
        Text(
            "Write labs as notebooks into the current folder, in the language of --language, and\n"
            "say what to do next. A file that already exists stays as it is.\n\n"
            "Examples: fundamentals start lab03a\n"
            "          fundamentals start all --form script",
            "把實作以筆記本寫到目前的資料夾，語言由 --language 決定，並說明下一步。\n"
            "已經存在的檔案不會更動。\n\n"
            "例如：fundamentals start lab03a\n"
            "      fundamentals start all --form script",
        ),
        _start,
        Option(
            "labs",
            Text("for example lab03a; all for every lab", "例如 lab03a；all 表示全部"),
            metavar=Text("LAB", "實作"),
            nargs="+",
        ),
        Option(
            "--form",
            Text(
                "a notebook, a script, or both (default: notebook)",
                "筆記本、程式檔或兩者（預設：筆記本）",
            ),
            choices=_FORMS,
            default=_FORMS[0],
        ),
        Option(
            "--output",
            Text("where to write (default: the current folder)", "寫到哪裡（預設：目前的資料夾）"),
            writes="folder",
            default=Path(),
        ),
    )


def _start(options: argparse.Namespace) -> int:
    from fundamentals.files import prepare_folder, whole_file
    from fundamentals.manifest import find_course, shown_path

    course = find_course()
    labs = course.labs if _ALL in options.labs else [course.lab(name) for name in options.labs]
    forms = list(LabForm) if options.form == "both" else [LabForm(options.form)]
    prepare_folder(options.output)
    for lab in labs:
        for form in forms:
            path = options.output / f"{lab.id}{form.suffix}"
            if path.exists():
                print(_KEPT.format(path=shown_path(path)))
                continue
            content = _handed_out(course, lab, form)
            with whole_file(path) as incomplete:
                incomplete.write_bytes(content)
            print(_WROTE.format(path=shown_path(path)))
    print(_next_step(labs[0], options.output / f"{labs[0].id}{forms[0].suffix}"))
    return 0


def _handed_out(course: Course, lab: Lab, form: LabForm) -> bytes:
    """Return a lab as it is handed out: from the package or, in a checkout, from its solution."""
    from fundamentals.manifest import handed_out_file

    language = current_language()
    if lab.solution_path.is_file():
        # By name, because learners do not receive the packages that need a checkout.
        author = importlib.import_module("fundamentals.course")
        return bytes(author.handed_out(lab, language=language, form=form))
    return handed_out_file(course, lab, language, form).read_bytes()


def _next_step(lab: Lab, path: Path) -> Text:
    from fundamentals.manifest import shown_path

    name = shown_path(path)
    opened = _OPEN_SCRIPT.format(name=name)
    if path.suffix == ".ipynb":
        opened = _OPEN_NOTEBOOK.format(command=_jupyter(name), name=name)
    return _NEXT.format(
        open=opened,
        check=f"check {lab.short_id}",
        hint=f"hint {lab.tasks[0].id}",
        course="course",
    )


def _jupyter(name: str) -> str:
    """Return the command that opens a notebook here."""
    for package, action in (("jupyterlab", "lab"), ("notebook", "notebook")):
        if importlib.util.find_spec(package) is not None:
            return f"jupyter {action} {name}"
    return f"pip install jupyterlab && jupyter lab {name}"
