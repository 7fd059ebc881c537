"""``fundamentals labs``: list, reset, build and check the labs."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.cli._actions import Option, Subparsers, add_action, add_actions
from fundamentals.cli._options import LAB
from fundamentals.cli.instructors._labs_bundle import add_bundle
from fundamentals.cli.instructors._labs_handouts import add_handouts
from fundamentals.cli.instructors._labs_new import add_new
from fundamentals.cli.instructors._labs_rehearse import add_rehearse
from fundamentals.cores import usable_cores
from fundamentals.language import Text, current_language

if TYPE_CHECKING:
    from fundamentals.course import WrittenFile

EXIT_PROBLEMS = 1


def add_parser(subparsers: Subparsers, summary: Text) -> None:
    """Add ``labs`` and its actions."""
    parser = add_action(
        subparsers,
        "labs",
        summary,
        Text(
            "A lab in labs/ (Traditional Chinese: labs/zh_hant/) is made from its solution in\n"
            "solutions/. Learners need list, reset and notebook; the others are for authors.",
            "labs/ 中的實作（正體中文版在 labs/zh_hant/）由 solutions/ 中的解答檔建出。\n"
            "學習者會用到 list、reset、notebook；其他動作是給課程作者用的。",
        ),
    )
    actions = add_actions(parser)
    _add_list(actions)
    _add_reset(actions)
    _add_notebook(actions)
    _add_build(actions)
    _add_check(actions)
    add_new(actions)
    add_bundle(actions)
    add_handouts(actions)
    add_rehearse(actions)


def _add_list(actions: Subparsers) -> None:
    add_action(
        actions,
        "list",
        Text("show every lab", "列出所有實作"),
        Text(
            "Show every lab with its number of tasks, its points and its minutes.",
            "列出所有實作，以及各有幾個任務、幾分、需要幾分鐘。",
        ),
        _list,
    )


def _list(options: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.table import Table

    from fundamentals.manifest import find_course

    table = Table(box=None, pad_edge=False)
    table.add_column(str(Text("lab", "實作")))
    table.add_column(str(Text("title", "標題")))
    for heading in (Text("tasks", "任務"), Text("points", "分數"), Text("minutes", "分鐘")):
        table.add_column(str(heading), justify="right")
    for lab in find_course().labs:
        table.add_row(
            lab.id, str(lab.title), str(len(lab.tasks)), str(lab.points), str(lab.minutes)
        )
    Console().print(table)
    return 0


def _add_reset(actions: Subparsers) -> None:
    add_action(
        actions,
        "reset",
        Text("start a lab over; your work is backed up", "重新開始一個實作；你的檔案會先備份"),
        Text(
            "Restore a lab as it was handed out, in both languages. Your work is first saved in\n"
            "output/backups/ under the date.\n\nExample: fundamentals labs reset lab03a",
            "把實作還原成發下時的樣子，兩種語言都會還原。你寫的內容會先以日期命名，\n"
            "存到 output/backups/。\n\n例如：fundamentals labs reset lab03a",
        ),
        _reset,
        LAB,
    )


def _reset(options: argparse.Namespace) -> int:
    from fundamentals.course import reset_lab
    from fundamentals.manifest import find_course

    lab = find_course().lab(options.lab)
    _print_written(
        reset_lab(lab),
        nothing=Text("{lab} is as it was handed out", "{lab} 就是發下時的樣子").format(lab=lab.id),
    )
    return 0


def _add_notebook(actions: Subparsers) -> None:
    add_action(
        actions,
        "notebook",
        Text("write a lab as a Jupyter notebook", "把實作輸出成 Jupyter 筆記本"),
        Text(
            "Write a lab as a Jupyter notebook, in the language of --language. An existing file\n"
            "of that name is first saved in output/backups/.\n\n"
            "Example: fundamentals labs notebook lab03a --output my_lab03a.ipynb",
            "把實作輸出成 Jupyter 筆記本，語言由 --language 決定。若已有同名檔案，\n"
            "會先存到 output/backups/。\n\n"
            "例如：fundamentals labs notebook lab03a --output my_lab03a.ipynb",
        ),
        _notebook,
        LAB,
        Option(
            "--solution",
            Text("the solution, not the exercise", "輸出解答，而不是練習"),
            action="store_true",
        ),
        Option(
            "--output",
            Text(
                "where to write it (default: the lab's name, in the current folder)",
                "寫到哪裡（預設：目前資料夾，以實作名稱命名）",
            ),
            writes="file",
        ),
    )


def _notebook(options: argparse.Namespace) -> int:
    from fundamentals.course import write_notebook
    from fundamentals.manifest import find_course, shown_path

    lab = find_course().lab(options.lab)
    path = options.output or Path(f"{lab.id}.ipynb")
    written = write_notebook(lab, path, language=current_language(), solution=options.solution)
    _print_written(
        [written] if written else [],
        nothing=Text("{path} is up to date", "{path} 已是最新的").format(path=shown_path(path)),
    )
    return 0


def _add_build(actions: Subparsers) -> None:
    add_action(
        actions,
        "build",
        Text("authors: make all labs from solutions/", "作者：由 solutions/ 建出所有實作"),
        Text(
            "Make every lab from its solution, in both languages. Previous content is saved in\n"
            "output/backups/. Nothing is written if any solution is malformed.",
            "由解答檔建出每個實作的兩種語言版本。檔案原有的內容會存到 output/backups/。\n"
            "只要有一個解答檔有錯，就什麼都不寫入。",
        ),
        _build,
        Option(
            "--examples",
            Text(
                "first run the worked example under each task and write its output into the "
                "solution",
                "先執行每個任務下面的範例，把輸出寫進解答檔",
            ),
            action="store_true",
        ),
    )


def _build(options: argparse.Namespace) -> int:
    from fundamentals.course import build_labs, write_examples
    from fundamentals.manifest import find_course

    course = find_course()
    written = write_examples(course.labs) if options.examples else []
    _print_written(
        written + build_labs(course), nothing=Text("every lab is up to date", "所有實作都是最新的")
    )
    return 0


def _add_check(actions: Subparsers) -> None:
    add_action(
        actions,
        "check",
        Text("authors: prove labs, solutions and checks", "作者：驗證實作、解答與檢查項目"),
        Text(
            "Prove that the labs are exactly what `labs build` writes, that an untouched lab\n"
            "fails every check with its own task's message, that every solution passes every\n"
            "check, and that checks, points and docstrings agree. Exit status 1 if not. This\n"
            "trains the solutions' models and takes minutes, one lab per core at a time. A lab\n"
            "that has not changed since it was proven is left out, unless you name it.",
            "驗證：labs/ 與 labs build 寫出的完全相同；未作答的實作在每項檢查都失敗，\n"
            "並顯示該任務的訊息；每個解答都通過每項檢查；檢查、分數與說明字串彼此相符。\n"
            "否則結束狀態為 1。\n"
            "過程會訓練解答中的模型，每個核心一次驗證一個實作，需要幾分鐘。\n"
            "驗證過而沒有改動的實作會略過；指定名稱就一定會執行。",
        ),
        _check,
        Option(
            "labs",
            Text(
                "run only their checks (default: all that changed)",
                "只執行它們的檢查（預設：所有改動過的實作）",
            ),
            metavar=Text("LAB", "實作"),
            nargs="*",
        ),
        Option(
            "--all",
            Text(
                "also run what has not changed since it was proven", "驗證過而沒有改動的實作也執行"
            ),
            action="store_true",
        ),
        Option(
            "--corpus",
            Text(
                "also run the wrong and unusual answers in each lab's corpus/",
                "也執行各實作 corpus/ 中的錯誤作答與特殊寫法",
            ),
            action="store_true",
        ),
    )


def _check(options: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from fundamentals.course import Proofs, check_labs, prove_at_once
    from fundamentals.manifest import find_course

    course = find_course()
    proofs = Proofs(course.root / "output" / "proofs.json", corpus=options.corpus)
    if options.labs:
        labs = [course.lab(name) for name in options.labs]
    else:
        labs = [lab for lab in course.labs if options.all or not proofs.holds(lab)]
    problems = list(check_labs(course))
    console = Console(stderr=True)
    for problem in problems:
        console.print(str(problem), markup=False, highlight=False, soft_wrap=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task(str(Text("proving the labs", "驗證實作")), total=len(labs))
        processes = max(1, min(len(labs), usable_cores()))
        for lab, found in prove_at_once(labs, corpus=options.corpus, processes=processes):
            progress.advance(bar)
            for problem in found:
                console.print(str(problem), markup=False, highlight=False, soft_wrap=True)
            problems += found
            if not found:
                proofs.add(lab)
    if problems:
        return EXIT_PROBLEMS
    print(
        Text(
            "{labs} {labs:lab|labs}, {tasks} {tasks:task|tasks}: everything is correct",
            "{labs} 個實作、{tasks} 個任務：全部正常",
        ).format(labs=len(labs), tasks=sum(len(lab.tasks) for lab in labs))
    )
    unchanged = 0 if options.labs else len(course.labs) - len(labs)
    if unchanged:
        print(
            Text(
                "{n} {n:lab has|labs have} not changed since the last proof; --all runs "
                "{n:it|them}, too",
                "{n} 個實作驗證後沒有改動；要一併執行，請加上 --all",
            ).format(n=unchanged)
        )
    return 0


def _print_written(written: Iterable[WrittenFile], *, nothing: Text) -> None:
    """Print what was written and where older content is; ``nothing`` if no file changed."""
    from fundamentals.manifest import shown_path

    written = list(written)
    if not written:
        print(nothing)
    for file in written:
        print(Text("wrote {path}", "已寫入 {path}").format(path=shown_path(file.path)))
        if file.backup:
            saved = Text("  the previous content is now in {backup}", "  原有內容已存到 {backup}")
            print(saved.format(backup=shown_path(file.backup)))
