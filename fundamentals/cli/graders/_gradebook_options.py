"""What the actions of ``fundamentals gradebook`` have in common."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.classroom.rules import LATE, POLICIES, values_in_words
from fundamentals.cli._actions import Option
from fundamentals.language import Text
from fundamentals.times import read_time

if TYPE_CHECKING:
    from fundamentals.classroom.gradebook import Gradebook, GradeSheet


GRADEBOOK = Option(
    "gradebook",
    Text("the file, for example class.db", "檔案，例如 class.db"),
    metavar=Text("GRADEBOOK", "成績簿"),
    type=Path,
)


LEARNER = Option(
    "learner", Text("the id of a learner", "學生的學號"), metavar=Text("LEARNER", "學號")
)


ONE_LAB = Option(
    "--lab",
    Text(
        "for example lab03a; not needed if the gradebook has one lab",
        "例如 lab03a；成績簿只有一個實作時可以省略",
    ),
    metavar=Text("LAB", "實作"),
)


CHOICES = (
    GRADEBOOK,
    Option(
        "--lab",
        Text("only this lab, for example lab03a (default: all)", "只看這個實作（預設：全部）"),
        metavar=Text("LAB", "實作"),
    ),
    Option(
        "--policy",
        Text(
            "{values} (default: the rules of the gradebook, else best)",
            "{values}（預設：成績簿的規則，否則 best）",
        ).format(values=values_in_words(POLICIES)),
        choices=tuple(POLICIES),
    ),
    Option(
        "--late",
        Text(
            "{values}; late attempts are marked either way "
            "(default: the rules of the gradebook, else accept)",
            "{values}；無論如何都會標示遲交（預設：成績簿的規則，否則 accept）",
        ).format(values=values_in_words(LATE)),
        choices=tuple(LATE),
    ),
)


BY = Option(
    "--by",
    Text("who decides (default: your login name)", "決定者（預設：登入名稱）"),
    metavar=Text("NAME", "姓名"),
    default="",
)

WHY = (
    Option(
        "--comment",
        Text("why; the learner's page shows it", "原因；會顯示在學生的報告上"),
        metavar=Text("TEXT", "文字"),
        default="",
    ),
    BY,
)


def moment(text: str) -> datetime:
    """Return the time that an option names; a date alone means the end of that day.

    Raises:
        argparse.ArgumentTypeError: It is not a time.
    """
    try:
        return read_time(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            str(Text("expected a time such as 2026-03-01T23:59", "應為如 2026-03-01T23:59 的時間"))
        ) from None


def chosen_labs(gradebook: Gradebook, name: str | None) -> Sequence[str]:
    """Return the labs that ``--lab`` names; all of them without it."""
    labs = gradebook.labs()
    if name is None:
        return labs
    # As elsewhere, lab03a is short for lab03a_convolution.
    return [lab for lab in labs if lab == name or lab.startswith(f"{name}_")] or [name]


def one_lab(gradebook: Gradebook, name: str | None) -> str:
    """Return the one lab that ``--lab`` means.

    Raises:
        GradebookError: It means several.
    """
    from fundamentals.errors import GradebookError

    labs = chosen_labs(gradebook, name)
    if len(labs) == 1:
        return labs[0]
    raise GradebookError(
        Text("the gradebook has {count} labs", "可能是 {count} 個實作之一").format(count=len(labs)),
        expected=Text("one of: {labs}", "下列之一：{labs}").format(labs=", ".join(labs) or "–"),
        fix=Text("add --lab", "請加上 --lab"),
    )


def read_sheets(options: argparse.Namespace) -> list[GradeSheet]:
    """Return the sheets that the options of :func:`add_choices` mean.

    Raises:
        GradebookError: The gradebook has no lab.
    """
    from fundamentals.classroom.gradebook import Gradebook
    from fundamentals.errors import GradebookError

    with Gradebook.open(options.gradebook) as gradebook:
        labs = chosen_labs(gradebook, options.lab)
        if not labs:
            raise GradebookError(
                Text("{path} has no lab yet", "{path} 裡還沒有任何實作").format(
                    path=options.gradebook
                ),
                expected=Text("a gradebook with submissions", "已有作答的成績簿"),
                fix=Text("grade first", "請先評分"),
            )
        return [gradebook.sheet(lab, policy=options.policy, late=options.late) for lab in labs]
