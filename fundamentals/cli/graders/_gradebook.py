"""``fundamentals gradebook``: a class's results, and the files that platforms import."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.classroom.formats import GRADE_FORMATS
from fundamentals.cli._actions import OneOf, Option, Subparsers, add_action, add_actions
from fundamentals.cli.graders._gradebook_class import add_class_parsers
from fundamentals.cli.graders._gradebook_log import add_log_parsers
from fundamentals.cli.graders._gradebook_open import add_open_parser
from fundamentals.cli.graders._gradebook_options import CHOICES, read_sheets
from fundamentals.cli.graders._gradebook_points import add_points_parsers
from fundamentals.cli.graders._gradebook_rules import add_rules_parser
from fundamentals.cli.graders._gradebook_similar import add_similar_parser
from fundamentals.cli.graders._notices import notice
from fundamentals.language import Text
from fundamentals.printable import one_line

if TYPE_CHECKING:
    from fundamentals.classroom.gradebook import GradeSheet

_OUTPUT = Option(
    "--output", Text("write it to this file", "寫到這個檔案"), writes="file", required=True
)


def add_parser(subparsers: Subparsers, summary: Text) -> None:
    """Add ``gradebook`` with its actions."""
    parser = add_action(
        subparsers,
        "gradebook",
        summary,
        Text(
            "Show, correct and export the gradebook that `fundamentals grade DIR --gradebook "
            "FILE` writes. Nothing here runs a submission; every change is recorded with who "
            "made it and when.",
            "讀取 `fundamentals grade 資料夾 --gradebook 檔案` 寫成的成績簿，更正並匯出。"
            "這裡的指令不會執行作答；所有更改都會記錄是誰、在何時所做。",
        ),
    )
    actions = add_actions(parser)
    _add_show(actions)
    _add_export(actions)
    _add_report(actions)
    _add_feedback(actions)
    add_open_parser(actions)
    add_points_parsers(actions)
    add_rules_parser(actions)
    add_log_parsers(actions)
    add_class_parsers(actions)
    add_similar_parser(actions)


def _add_show(actions: Subparsers) -> None:
    add_action(
        actions,
        "show",
        Text("scores, causes, who is missing", "分數、常見原因、誰未繳交"),
        Text(
            "Print a class's scores, its hardest tasks, its most common causes, and the learners "
            "who need attention: nothing handed in, unreadable, late, not graded.",
            "列出全班的分數分布、最難的任務、最常見的原因，"
            "以及需要留意的人：未繳交、無法讀取、遲交、尚未評分。",
        ),
        _show,
        *CHOICES,
        OneOf(
            Option(
                "--all", Text("print every learner's row", "列出每一位學生"), action="store_true"
            ),
            Option(
                "--learner",
                Text(
                    "print the result of each check for this learner", "列出這位學生每項檢查的結果"
                ),
                metavar=Text("ID", "學號"),
            ),
        ),
    )


def _add_export(actions: Subparsers) -> None:
    add_action(
        actions,
        "export",
        Text("write grades for a platform", "把成績寫成平台讀取的檔案"),
        Text(
            "Write the grades as a file. {formats} The same grades give the same bytes.",
            "把成績寫成檔案。{formats}成績相同，檔案就完全相同。",
        ).format(formats=_formats()),
        _export,
        *CHOICES,
        Option(
            "--format",
            Text("format of the file (default: csv)", "檔案的格式（預設：csv）"),
            choices=GRADE_FORMATS,
            default="csv",
        ),
        _OUTPUT,
    )


def _formats() -> Text:
    """Return what each format holds; formats that hold the same are named together."""
    names: dict[Text, list[str]] = {}
    for name, each in GRADE_FORMATS.items():
        names.setdefault(each.holds, []).append(name)
    return Text(
        " ".join(f"{', '.join(same)}: {holds.en}." for holds, same in names.items()),
        "".join(f"{'、'.join(same)}：{holds.zh_hant}。" for holds, same in names.items()),
    )


def _add_report(actions: Subparsers) -> None:
    add_action(
        actions,
        "report",
        Text("write a page for the instructor", "寫一頁給授課教師的報告"),
        Text(
            "Write one web page in both languages, which needs no network: score distribution, "
            "hardest tasks, most common causes, missing learners, and a row per learner.",
            "寫成一個中英對照、不需網路的網頁：分數分布、最難的任務、最常見的原因、"
            "誰未繳交，以及每位學生的成績。",
        ),
        _report,
        *CHOICES,
        _OUTPUT,
    )


def _add_feedback(actions: Subparsers) -> None:
    add_action(
        actions,
        "feedback",
        Text("write a page for each learner", "為每位學生寫一頁報告"),
        Text(
            "Write one page per learner who handed in, without hidden checks. Pages of files from "
            "Canvas and Moodle are named so that the platform takes the ZIP back: Moodle's "
            "“Upload multiple feedback files in a zip”, Canvas's “Upload Submissions”.",
            "為每位繳交的學生寫一頁報告，不含隱藏的檢查。來自 Canvas 與 Moodle 的檔案，"
            "其報告的檔名能讓平台收回：Moodle 的「上傳多個回饋檔案的 zip」、"
            "Canvas 的「上傳提交項目」。",
        ),
        _feedback,
        *CHOICES,
        Option(
            "--output",
            Text("write them into this folder or .zip", "寫到這個資料夾或 .zip"),
            writes="archive",
            required=True,
        ),
    )


def _feedback(options: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.progress import track

    from fundamentals.classroom.gradebook import feedback_pages
    from fundamentals.files import zipped

    sheets = read_sheets(options)
    folders = {sheet.lab_id: f"{sheet.lab_id}/" if len(sheets) > 1 else "" for sheet in sheets}
    total = sum(standing.attempt is not None for sheet in sheets for standing in sheet.standings)
    console = Console(file=sys.stderr)
    # A page embeds the Chinese that it shows, which takes a while for each.
    named = [
        replace(page, path=f"{folders[sheet.lab_id]}{page.path}")
        for sheet, page in track(
            ((sheet, page) for sheet in sheets for page in feedback_pages(sheet)),
            str(Text("writing pages", "正在寫報告")),
            total=total,
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
    ]
    if options.output.suffix == ".zip":
        _write(options.output, zipped({page.path: page.content.encode() for page in named}))
    else:
        for page in named:
            target = options.output / page.path
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, page.content.encode())
    print(Text("{n} {n:page|pages} written", "寫了 {n} 頁").format(n=len(named)))
    by_hand = [page for page in named if page.by_hand]
    if by_hand and len(by_hand) < len(named):
        said = Text(
            "{n} of them {n:goes|go} by the learner's id, because the platform does not know "
            "{n:its file|their files}: {ids}",
            "其中 {n} 頁以學號命名，因為平台不認得該檔案：{ids}",
        ).format(n=len(by_hand), ids=", ".join(page.standing.learner.id for page in by_hand))
        notice(said)
    return 0


def _export(options: argparse.Namespace) -> int:
    sheets = read_sheets(options)
    export = GRADE_FORMATS[options.format]
    _write(options.output, export(sheets))
    _print_unknown_order(sheets)
    if export.rostered_only:
        _print_omitted(sheets)
    return 0


def _print_omitted(sheets: Sequence[GradeSheet]) -> None:
    from fundamentals.classroom.gradebook import omitted_learners

    strangers = omitted_learners(sheets)
    if strangers:
        said = Text(
            "{count} left out because they are on no roster, so the platform would not know them: "
            "{ids}",
            "{count} 人不在名單上，平台不認得他們，因此沒有匯出：{ids}",
        ).format(count=len(strangers), ids=", ".join(each.id for each in strangers))
        notice(said)


def _print_unknown_order(sheets: Sequence[GradeSheet]) -> None:
    from fundamentals.cli.graders._gradebook_show import UNKNOWN_ORDER

    for sheet in sheets:
        ids = [each.learner.id for each in sheet.standings if each.order_unknown]
        if ids:
            notice(f"{sheet.lab_id}: {UNKNOWN_ORDER}: {', '.join(ids)}")


def _report(options: argparse.Namespace) -> int:
    from fundamentals.classroom.gradebook import page

    sheets = read_sheets(options)
    _write(options.output, page(sheets).encode())
    _print_unknown_order(sheets)
    return 0


def _write(path: Path, content: bytes) -> None:
    from fundamentals.files import whole_file

    with whole_file(path) as incomplete:
        incomplete.write_bytes(content)


def _show(options: argparse.Namespace) -> int:
    from fundamentals.cli.graders._gradebook_show import print_class, print_totals

    sheets = read_sheets(options)
    for sheet in sheets:
        if options.learner is not None:
            _show_learner(sheet, options.learner)
        else:
            print_class(sheet, everybody=options.all)
    if options.all and len(sheets) > 1:
        print_totals(sheets)
    return 0


def _show_learner(sheet: GradeSheet, learner_id: str) -> None:
    from fundamentals.classroom.gradebook import no_such_learner
    from fundamentals.grading import formats

    standing = next((each for each in sheet.standings if each.learner.id == learner_id), None)
    if standing is None:
        raise no_such_learner(learner_id)
    score = "" if standing.score is None else f", {standing.score:g} / {sheet.max_score:g}"
    print(one_line(f"{standing.learner.id} {standing.learner.name}: {standing.state.title}{score}"))
    for remark in standing.remarks:
        print(one_line(f"  {remark}"))
    for made in standing.decisions:
        decided = Text("decision {number}: {who}", "第 {number} 號決定：{who}")
        print(one_line(f"  {decided.format(number=made.number, who=made.signature)}"))
    if standing.attempt is not None and standing.attempt.problem is not None:
        print(one_line(f"  {standing.attempt.path}: {standing.attempt.problem}"))
    if standing.report is not None:
        print(formats.text(standing.report))
