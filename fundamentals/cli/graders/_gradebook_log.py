"""``fundamentals gradebook log`` and ``undo``: decisions as they are recorded."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli.graders._gradebook_options import GRADEBOOK, WHY
from fundamentals.language import Text
from fundamentals.printable import one_line
from fundamentals.times import shown_time

if TYPE_CHECKING:
    from fundamentals.classroom.gradebook import Decision


def add_log_parsers(actions: Subparsers) -> None:
    """Add the log of decisions, and the action that withdraws one."""
    _add_undo(actions)
    _add_log(actions)


def _add_undo(actions: Subparsers) -> None:
    add_action(
        actions,
        "undo",
        Text("withdraw a decision", "撤回一項決定"),
        Text(
            "Withdraw a decision by its number. Both stay in the log.",
            "依編號撤回一項決定；兩者都會留在紀錄中。",
        ),
        _undo,
        GRADEBOOK,
        Option(
            "number",
            Text("as `gradebook log` shows it", "`gradebook log` 顯示的編號"),
            metavar=Text("NUMBER", "編號"),
            type=int,
        ),
        *WHY,
    )


def _add_log(actions: Subparsers) -> None:
    add_action(
        actions,
        "log",
        Text("who decided what, when and why", "誰在何時、為何決定了什麼"),
        Text(
            "Print every decision: points, extensions, rules, owners of files, withdrawals.",
            "列出所有決定：分數、延期、規則、檔案歸屬、撤回。",
        ),
        _log,
        GRADEBOOK,
        Option(
            "--learner",
            Text("only about this learner", "只列出這位學生的"),
            metavar=Text("ID", "學號"),
        ),
    )


def print_decision(made: Decision) -> None:
    """Print the recorded decision, and how to withdraw it."""
    said = Text(
        "decision {number}: {text} (to withdraw: gradebook undo … {number})",
        "第 {number} 號決定：{text}（撤回：gradebook undo … {number}）",
    ).format(number=made.number, text=made.text)
    print(one_line(str(said)))


def _undo(options: argparse.Namespace) -> int:
    from fundamentals.classroom.gradebook import Gradebook

    with Gradebook.open(options.gradebook) as gradebook:
        made = gradebook.decision_writer(options.by).undo(options.number, comment=options.comment)

        print(one_line(str(made.text)))
    return 0


def _log(options: argparse.Namespace) -> int:
    from fundamentals.classroom.gradebook import Gradebook

    with Gradebook.open(options.gradebook) as gradebook:
        decisions = gradebook.decisions()
    for each in decisions.trail:
        if options.learner is not None and each.learner != options.learner:
            continue
        gone = Text("  [withdrawn]", "  [已撤回]") if each.number in decisions.withdrawn else ""
        about = f"{each.learner}  " if each.learner else ""
        when = shown_time(each.made_at)
        print(one_line(f"{each.number:>4}  {when}  {each.made_by}  {about}{each.text}{gone}"))
        if each.comment:
            print(one_line(f"      {each.comment}"))
    return 0
