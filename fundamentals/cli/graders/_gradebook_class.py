"""``fundamentals gradebook assign``, ``merge``, ``remove``, ``roster``: who is who in a class."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli.graders._gradebook_log import print_decision
from fundamentals.cli.graders._gradebook_options import GRADEBOOK, LEARNER, WHY, chosen_labs
from fundamentals.cli.graders._notices import notice
from fundamentals.language import Text

if TYPE_CHECKING:
    from fundamentals.classroom.batch import MergedStrangers


def add_class_parsers(actions: Subparsers) -> None:
    """Add the actions that correct learners."""
    _add_assign(actions)
    _add_merge(actions)
    _add_remove(actions)
    _add_roster(actions)


def _add_assign(actions: Subparsers) -> None:
    add_action(
        actions,
        "assign",
        Text("give a file to a learner", "把檔案歸給一位學生"),
        Text(
            "Assign a file to a learner, in this gradebook and in all later runs. A file "
            "that was not graded because its owner was unclear is graded in the next run.",
            "把檔案登記給一位學生；之後重新評分也如此。先前因為不知道是誰的而沒有評分的檔案，下次評分時會一併評分。",
        ),
        _assign,
        GRADEBOOK,
        Option(
            "file",
            Text(
                "its path in the class's folder or ZIP, or the end of it",
                "檔案在資料夾或 ZIP 中的路徑，或路徑的結尾",
            ),
            metavar=Text("FILE", "檔案"),
        ),
        LEARNER,
        Option(
            "--lab",
            Text("only in this lab (default: all)", "只限這個實作（預設：全部）"),
            metavar=Text("LAB", "實作"),
        ),
        *WHY,
    )


def _add_merge(actions: Subparsers) -> None:
    add_action(
        actions,
        "merge",
        Text("two ids are one learner", "兩個學號是同一位學生"),
        Text(
            "Treat two ids as one learner: files, points and extensions of the first count for the "
            "second.",
            "第一位學生就是第二位：第一位的檔案、分數與延期都算第二位的。",
        ),
        _merge,
        GRADEBOOK,
        LEARNER,
        Option("into", LEARNER.meaning, metavar=LEARNER.metavar),
        *WHY,
    )


def _add_remove(actions: Subparsers) -> None:
    add_action(
        actions,
        "remove",
        Text("take a learner out of the class", "把一位學生移出班級"),
        Text(
            "Leave a learner out of every sheet, report and export. Nothing is deleted; "
            "`gradebook undo` brings the learner back.",
            "這位學生不再出現在任何成績單、報告與匯出檔中。資料不會刪除；"
            "`gradebook undo` 可以復原。",
        ),
        _remove,
        GRADEBOOK,
        LEARNER,
        *WHY,
    )


def _add_roster(actions: Subparsers) -> None:
    add_action(
        actions,
        "roster",
        Text("read a corrected roster", "讀取更正後的名單"),
        Text(
            "Enter the learners of a roster. Strangers who are on it become those learners; "
            "the others are listed.",
            "登記名單上的學生。名單認得的陌生人會歸給該學生；其餘的會列出來。",
        ),
        _roster,
        GRADEBOOK,
        Option(
            "roster",
            Text("the class list", "班級名單"),
            metavar=Text.untranslated("CSV"),
            type=Path,
        ),
        Option(
            "--roster-encoding",
            Text("its encoding, such as big5", "名單的編碼，例如 big5"),
            metavar=Text("ENCODING", "編碼"),
        ),
    )


def _assign(options: argparse.Namespace) -> int:
    from fundamentals.classroom.gradebook import Gradebook

    with Gradebook.open(options.gradebook) as gradebook:
        lab = chosen_labs(gradebook, options.lab)[0] if options.lab else ""
        for made in gradebook.decision_writer(options.by).assign(
            options.file, options.learner, lab, comment=options.comment
        ):
            print_decision(made)
    return 0


def _merge(options: argparse.Namespace) -> int:
    from fundamentals.classroom.gradebook import Gradebook

    with Gradebook.open(options.gradebook) as gradebook:
        writer = gradebook.decision_writer(options.by)
        print_decision(writer.merge(options.learner, options.into, comment=options.comment))
    return 0


def _remove(options: argparse.Namespace) -> int:
    from fundamentals.classroom.gradebook import Gradebook

    with Gradebook.open(options.gradebook) as gradebook:
        writer = gradebook.decision_writer(options.by)
        print_decision(writer.remove(options.learner, comment=options.comment))
    return 0


def _roster(options: argparse.Namespace) -> int:
    from fundamentals.classroom.batch import merge_strangers
    from fundamentals.classroom.gradebook import Gradebook, Roster

    roster = Roster.read(options.roster, encoding=options.roster_encoding)
    with Gradebook.open(options.gradebook) as gradebook:
        gradebook.add_learners(roster.learners)
        gradebook.add_columns(roster.columns)
        strangers = merge_strangers(gradebook, roster.learners)
    print(Text("{n} {n:learner|learners} read", "讀入 {n} 位學生").format(n=len(roster.learners)))
    print_merged(strangers)
    return 0


def print_merged(strangers: MergedStrangers) -> None:
    """Print the effects of a corrected roster, and what is left to a person."""
    for made in strangers.merged:
        notice(f"  {made.text}")
    if strangers.left:
        title = Text(
            "{n} {n:stranger remains|strangers remain}; correct {n:that|them} with "
            "`gradebook merge` or `assign`:",
            "還有 {n} 位不在名單上；請用 `gradebook merge` 或 `assign` 處理：",
        )
        notice(title.format(n=len(strangers.left)))
        for learner, reason in strangers.left:
            notice(f"  {learner.id}  {learner.name}: {reason}")
    if strangers.unlisted:
        title = Text(
            "{n} {n:learner is|learners are} in the gradebook but not in this roster; to "
            "take {n:that one|them} out, use `gradebook remove`: {ids}",
            "{n} 位學生在成績簿裡但不在這份名單上；`gradebook remove` 可以移出：{ids}",
        )
        ids = ", ".join(each.id for each in strangers.unlisted)
        notice(title.format(n=len(strangers.unlisted), ids=ids))
