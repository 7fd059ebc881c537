"""``fundamentals gradebook rules``: how scores become grades."""

from __future__ import annotations

import argparse
from typing import Any

from fundamentals.classroom.late_penalty import EXAMPLE
from fundamentals.classroom.rules import LATE, MISSING, MOST_DROPPED, POLICIES, values_in_words
from fundamentals.cli._actions import Option, Subparsers, add_action
from fundamentals.cli.graders._gradebook_log import print_decision
from fundamentals.cli.graders._gradebook_options import GRADEBOOK, WHY, chosen_labs, one_lab
from fundamentals.language import Text

# argparse fills in what follows a percent sign.
_EXAMPLE_IN_HELP = Text(EXAMPLE.en.replace("%", "%%"), EXAMPLE.zh_hant.replace("%", "%%"))


def add_rules_parser(actions: Subparsers) -> None:
    """Add the action for the rules of the course."""
    add_action(
        actions,
        "rules",
        Text("late penalties, weights, the course total", "遲交扣分、權重、總成績"),
        Text(
            "Show the rules of the course, or change those that you name.\n\n"
            "Example: fundamentals gradebook rules class.db\n"
            "           --late-penalty '{example}' --drop-lowest 1",
            "列出課程的規則；給了選項則更改該項。\n\n"
            "例如：fundamentals gradebook rules class.db\n"
            "        --late-penalty '{example}' --drop-lowest 1",
        ).format(example=EXAMPLE),
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
                "'{example}' of what was earned, or 'none'; also /hour, /week",
                "'{example}'（依得分計算）或 none；也可用每小時、每週",
            ).format(example=_EXAMPLE_IN_HELP),
            metavar=Text("RULE", "規則"),
        ),
        Option(
            "--weights",
            Text(
                "the weight of each lab in the total; 0 leaves it out; without a LAB=N: its points",
                "各實作在總成績中的權重；0 表示不計入；不寫 實作=N：依滿分",
            ),
            metavar=Text("LAB=N", "實作=N"),
            nargs="*",
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
            choices=range(MOST_DROPPED + 1),
        ),
        Option("--missing", values_in_words(MISSING), choices=tuple(MISSING)),
        Option("--policy", values_in_words(POLICIES), choices=tuple(POLICIES)),
        Option("--late", values_in_words(LATE), choices=tuple(LATE)),
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
            made = gradebook.decision_writer(options.by).set_rules(
                lab, comment=options.comment, **changes
            )
            print_decision(made)
        for text in gradebook.decisions().rules.texts:
            print(f"  {text}")
    return 0
