"""``fundamentals gradebook adjust``, ``extend``, ``rules``, ``undo``, ``log``."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any

from fundamentals.cli._actions import OneOf, Option, Subparsers, add_action
from fundamentals.cli.graders._gradebook_options import (
    GRADEBOOK,
    LEARNER,
    ONE_LAB,
    WHY,
    chosen_labs,
    moment,
    one_lab,
)
from fundamentals.language import Text
from fundamentals.printable import one_line

if TYPE_CHECKING:
    from fundamentals.classroom.gradebook import Decision, Gradebook, Standing


def add_decision_parsers(actions: Subparsers) -> None:
    """Add the actions for decisions about grades, and the log of decisions."""
    _add_adjust(actions)
    _add_extend(actions)
    _add_rules(actions)
    _add_undo(actions)
    _add_log(actions)


def _add_adjust(actions: Subparsers) -> None:
    add_action(
        actions,
        "adjust",
        Text("change a learner's points", "更改一位學生的分數"),
        Text(
            "Set or change a learner's points in a lab, or in one check of it. The grader's "
            "results are kept, and a new run does not overwrite the change.\n\n"
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
                metavar=Text("N|+N|-N", "N|+N|-N"),
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
                "only this check, for example 3a.2/stride; `show --learner` lists them",
                "只更改這項檢查，例如 3a.2/stride；`show --learner` 會列出",
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


def _add_rules(actions: Subparsers) -> None:
    add_action(
        actions,
        "rules",
        Text("late penalties, weights, the course total", "遲交扣分、權重、總成績"),
        Text(
            "Show the rules of the course, or change those that are given.\n\n"
            "Example: fundamentals gradebook rules class.db\n"
            "           --late-penalty '10 %/day, at most 30 %' --drop-lowest 1",
            "列出課程的規則；給了選項則更改該項。\n\n"
            "例如：fundamentals gradebook rules class.db\n"
            "        --late-penalty '每天 10 %，最多 30 %' --drop-lowest 1",
        ),
        _rules,
        GRADEBOOK,
        Option(
            "--lab",
            Text(
                "the lab that --late-penalty is for (default: all)",
                "--late-penalty 適用的實作（預設：全部）",
            ),
            metavar=Text("LAB", "實作"),
        ),
        Option(
            "--late-penalty",
            Text(
                "'10 %%/day, at most 30 %%' of what was earned, or 'none'; also /hour, /week",
                "'每天 10 %%，最多 30 %%'（依得分計算）或 none；也可用每小時、每週",
            ),
            metavar=Text("RULE", "規則"),
        ),
        Option(
            "--weights",
            Text(
                "what each lab weighs in the total (default: its points); 0 leaves it out",
                "各實作在總成績中的權重（預設：依滿分）；0 表示不計入",
            ),
            metavar=Text("LAB=N", "實作=N"),
            nargs="+",
            type=_weight,
        ),
        Option(
            "--extra-credit",
            Text(
                "labs whose points are added to the total but not expected",
                "加分用的實作：有分數就加，沒有也不扣",
            ),
            metavar=Text("LAB", "實作"),
            nargs="*",
        ),
        Option(
            "--drop-lowest",
            Text("leave out each learner's N worst labs", "每人去掉最差的 N 次"),
            metavar=Text("N", "數量"),
            type=int,
            choices=range(10),
        ),
        Option(
            "--missing",
            Text(
                "whether a lab without a submission keeps the total open or counts as zero",
                "未繳交的實作：總成績暫不計算（open），或以零分計（zero）",
            ),
            choices=("open", "zero"),
        ),
        Option(
            "--policy",
            Text("which of a learner's attempts counts", "採計哪一次繳交"),
            choices=("best", "latest"),
        ),
        Option(
            "--late",
            Text("whether attempts after the deadline can count", "逾期繳交是否採計"),
            choices=("accept", "reject"),
        ),
        *WHY,
    )


def _weight(text: str) -> tuple[str, float]:
    lab, _, number = text.partition("=")
    try:
        return lab, float(number)
    except ValueError:
        raise argparse.ArgumentTypeError(
            str(Text("expected a weight such as lab03a=20", "應為如 lab03a=20 的權重"))
        ) from None


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


def _adjust(options: argparse.Namespace) -> int:
    from fundamentals.classroom.gradebook import Gradebook

    with Gradebook.open(options.gradebook) as gradebook:
        lab = one_lab(gradebook, options.lab)
        registrar = gradebook.registrar(options.by)
        before = _score(gradebook, lab, options.learner)
        if options.excuse:
            made = registrar.excuse(options.learner, lab, comment=options.comment)
        else:
            points, added = options.points
            made = registrar.adjust(
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


def _extend(options: argparse.Namespace) -> int:
    from fundamentals.classroom.gradebook import Gradebook

    with Gradebook.open(options.gradebook) as gradebook:
        lab = one_lab(gradebook, options.lab)
        before = _score(gradebook, lab, options.learner)
        made = gradebook.registrar(options.by).extend(
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


def print_decision(made: Decision) -> None:
    """Print the recorded decision, and how to withdraw it."""
    said = Text(
        "decision {number}: {text} (to withdraw: gradebook undo … {number})",
        "第 {number} 號決定：{text}（撤回：gradebook undo … {number}）",
    ).format(number=made.number, text=made.text)
    print(one_line(str(said)))


_RULES = ("policy", "late", "late_penalty", "drop_lowest", "missing")


def _rules(options: argparse.Namespace) -> int:
    from fundamentals.classroom.gradebook import Gradebook

    with Gradebook.open(options.gradebook) as gradebook:
        changes: dict[str, Any] = {
            name: value for name in _RULES if (value := getattr(options, name)) is not None
        }
        if options.weights is not None:
            changes["weights"] = {one_lab(gradebook, lab): n for lab, n in options.weights}
        if options.extra_credit is not None:
            changes["extra_credit"] = [one_lab(gradebook, lab) for lab in options.extra_credit]
        if changes:
            lab = chosen_labs(gradebook, options.lab)[0] if options.lab else ""
            made = gradebook.registrar(options.by).set_rules(
                lab, comment=options.comment, **changes
            )
            print_decision(made)
        for text in gradebook.decisions().rules.texts:
            print(f"  {text}")
    return 0


def _undo(options: argparse.Namespace) -> int:
    from fundamentals.classroom.gradebook import Gradebook

    with Gradebook.open(options.gradebook) as gradebook:
        made = gradebook.registrar(options.by).undo(options.number, comment=options.comment)

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
        when = each.made_at.astimezone()
        about = f"{each.learner}  " if each.learner else ""
        said = f"{each.number:>4}  {when:%Y-%m-%d %H:%M}  {each.made_by}  {about}{each.text}{gone}"
        print(one_line(said))
        if each.comment:
            print(one_line(f"      {each.comment}"))
    return 0
