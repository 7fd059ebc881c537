"""``fundamentals gradebook adjust`` and ``extend``: decisions about one learner."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from fundamentals.cli._actions import OneOf, Option, Subparsers, add_action
from fundamentals.cli.graders._gradebook_log import print_decision
from fundamentals.cli.graders._gradebook_options import (
    GRADEBOOK,
    LEARNER,
    ONE_LAB,
    WHY,
    moment,
    one_lab,
)
from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.printable import one_line

if TYPE_CHECKING:
    from fundamentals.classroom.gradebook import Decision, Gradebook, Standing


def add_points_parsers(actions: Subparsers) -> None:
    """Add the actions that change a learner's points or deadline."""
    _add_adjust(actions)
    _add_extend(actions)


def _add_adjust(actions: Subparsers) -> None:
    add_action(
        actions,
        "adjust",
        Text("change a learner's points", "更改一位學生的分數"),
        Text(
            "Set or change a learner's points in a lab, or in one of its checks. The "
            "grader's results are kept, and a new run does not overwrite the change.\n\n"
            "Example: fundamentals gradebook adjust class.db B10901001 --lab lab03a --points +1\n"
            "           --comment 'the right idea'",
            "設定或增減一位學生在實作（或其中一項檢查）的分數。評分結果仍保留；"
            "重新評分不會蓋掉更改。\n\n"
            "例如：fundamentals gradebook adjust class.db B10901001 --lab lab03a --points +1\n"
            "        --comment '方法正確'",
        ),
        _adjust,
        GRADEBOOK,
        LEARNER,
        ONE_LAB,
        OneOf(
            Option(
                "--points",
                Text(
                    "9.5 sets the score; +1 or -1 adds to what the grader gave",
                    "9.5 直接定為此分；+1 或 -1 在評分結果上增減",
                ),
                metavar=Text.untranslated("N|+N|-N"),
                type=_points,
            ),
            Option(
                "--excuse",
                Text("leave the lab out of the learner's total", "這次實作不計入總成績"),
                action="store_true",
            ),
            required=True,
        ),
        Option(
            "--check",
            Text(
                "only this check, for example 3a.2/strides; `show --learner` lists them",
                "只更改這項檢查，例如 3a.2/strides；`show --learner` 會列出",
            ),
            metavar=Text("CHECK", "檢查"),
            default="",
        ),
        Option(
            "--extra-credit",
            Text("allow more points than the lab has", "允許超過實作的滿分"),
            action="store_true",
        ),
        *WHY,
    )


def _points(text: str) -> tuple[float, bool]:
    """Return the number, and whether it is added."""
    if not re.fullmatch(r"[+\-−]?\d{1,5}(\.\d{1,2})?", text.strip()):
        raise argparse.ArgumentTypeError(
            str(Text("expected points such as 9.5, +1 or -1", "應為如 9.5、+1 或 -1 的分數"))
        )
    number = text.strip().replace("−", "-")
    return float(number), number[0] in "+-"


def _add_extend(actions: Subparsers) -> None:
    add_action(
        actions,
        "extend",
        Text("give a learner more time", "延長一位學生的期限"),
        Text("Give a learner a deadline of their own in a lab.", "為一位學生訂定個別的截止時間。"),
        _extend,
        GRADEBOOK,
        LEARNER,
        ONE_LAB,
        Option(
            "--until",
            Text(
                "such as 2026-03-08T23:59, in this machine's time zone unless it names one; a date "
                "alone means the end of that day",
                "例如 2026-03-08T23:59；未註明時區時採用本機時區；只寫日期表示當天結束",
            ),
            metavar=Text("TIME", "時間"),
            required=True,
            type=moment,
        ),
        *WHY,
    )


def _adjust(options: argparse.Namespace) -> int:
    from fundamentals.classroom.gradebook import Gradebook

    with Gradebook.open(options.gradebook) as gradebook:
        lab = one_lab(gradebook, options.lab)
        writer = gradebook.decision_writer(options.by)
        before = _score(gradebook, lab, options.learner)
        if options.excuse:
            _refuse_points(options)
            made = writer.excuse(options.learner, lab, comment=options.comment)
        else:
            points, added = options.points
            made = writer.adjust(
                options.learner,
                lab,
                points,
                added=added,
                check=options.check,
                comment=options.comment,
                beyond=options.extra_credit,
            )
        _print_change(gradebook, made, lab, before)
    return 0


def _refuse_points(options: argparse.Namespace) -> None:
    """Refuse what changes points beside ``--excuse``, which concerns the whole lab.

    Raises:
        ArgumentError: Such an option was given.
    """
    given = [("--check", options.check), ("--extra-credit", options.extra_credit)]
    if said := " ".join(name for name, value in given if value):
        raise ArgumentError(
            Text("{said} with --excuse", "{said} 與 --excuse 並用").format(said=said),
            expected=Text(
                "--excuse alone: it leaves out the whole lab", "單獨使用 --excuse：整個實作都不計"
            ),
            fix=Text("remove one of them", "請拿掉其中一個"),
        )


def _extend(options: argparse.Namespace) -> int:
    from fundamentals.classroom.gradebook import Gradebook

    with Gradebook.open(options.gradebook) as gradebook:
        lab = one_lab(gradebook, options.lab)
        before = _score(gradebook, lab, options.learner)
        made = gradebook.decision_writer(options.by).extend(
            options.learner, lab, options.until, comment=options.comment
        )
        _print_change(gradebook, made, lab, before)
    return 0


def _score(gradebook: Gradebook, lab: str, learner: str) -> Standing | None:
    person = gradebook.decisions().person(learner)
    standings = gradebook.sheet(lab).standings
    return next((each for each in standings if each.learner.id == person), None)


def _print_change(gradebook: Gradebook, made: Decision, lab: str, before: Standing | None) -> None:

    after = _score(gradebook, lab, made.learner)
    if before is not None and after is not None:
        said = f"{after.learner.id} {after.learner.name}  {lab}: {_shown(before)} → {_shown(after)}"
        print(one_line(said))
    print_decision(made)


def _shown(standing: Standing) -> str:
    return str(standing.state.title) if standing.score is None else f"{standing.score:g}"
