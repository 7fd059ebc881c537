"""EventKind ``fundamentals grade`` reports about a class's files before it grades them."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from fundamentals.cli.graders._gradebook_show import printable
from fundamentals.language import Text

if TYPE_CHECKING:
    from fundamentals.classroom.batch import Intake
    from fundamentals.classroom.gradebook import Learner

# With fewer people, a roster that knows none of them may still be the right one.
_FEW = 3
_HARDLY_ANY = 0.2
_EXAMPLES = 3


def print_intake(intake: Intake, learners: Sequence[Learner]) -> None:
    """Print what needs attention: strangers, unassigned files, files that cannot be graded.

    Args:
        intake: EventKind was handed in.
        learners: Those of the class that a roster names, now or in an earlier run.
    """
    from fundamentals.classroom.batch import WhyAside

    if learners:
        _print_strangers(intake, learners)
    _print_list(
        Text("{count} cannot be read:", "{count} 份無法讀取："),
        [(each.path, each.problem) for each in intake.attempts if each.problem is not None],
    )
    _print_list(
        Text(
            "{count} not graded because their owner is unclear; put the learner's full name or id "
            "into each file name, and run this again:",
            "{count} 個檔案無法確定是誰的，沒有評分；請在檔名中寫上完整的姓名或學號，再執行一次：",
        ),
        [(each.path, each.reason) for each in intake.asides if each.why is WhyAside.NOBODYS],
    )
    _print_list(
        Text(
            "{count} not graded because they are not attempts:",
            "{count} 個檔案不是作答，沒有評分：",
        ),
        [(each.path, each.reason) for each in intake.asides if each.why is WhyAside.NO_ATTEMPT],
    )
    passed_over = [each.path for each in intake.asides if each.why is WhyAside.PASSED_OVER]
    if passed_over:
        _print(
            Text("{count} other files skipped: {paths}", "略過其他 {count} 個檔案：{paths}").format(
                count=len(passed_over), paths=_some(passed_over)
            )
        )
    _print_unknown_order(intake)


def _print_strangers(intake: Intake, learners: Sequence[Learner]) -> None:
    strangers = intake.learners
    if not strangers:
        return
    people = {attempt.learner_id for attempt in intake.attempts}
    matched = len(people) - len(strangers)
    if len(people) >= _FEW and matched <= _HARDLY_ANY * len(people):
        _print(
            Text(
                "The roster knows {matched} of {people}. The files name {said}; the roster holds "
                "{known}. Is this the right roster?",
                "名單只認得 {people} 人中的 {matched} 人。檔案裡找到的是 {said}；"
                "名單上的是 {known}。這是這個班級的名單嗎？",
            ).format(
                matched=matched,
                people=len(people),
                said=_some(
                    each.name if not each.lms_id else f"{each.name} ({each.platform} {each.lms_id})"
                    for each in strangers
                ),
                known=_some(
                    f"{each.id} {each.name}"
                    + (f" ({each.platform} {each.lms_id})" if each.lms_id else "")
                    for each in learners
                ),
            )
        )
    _print(
        Text(
            "{count} not in the roster, entered under their file names:",
            "{count} 份作答不在名單上，以檔名登記：",
        ).format(count=len(strangers))
    )
    for learner in strangers:
        print(f"  {printable(learner.id)}  {printable(learner.name)}", file=sys.stderr)


def _some(said: Iterable[str]) -> Text:
    entries = [printable(each) for each in said]
    shown, more = entries[:_EXAMPLES], " …" if len(entries) > _EXAMPLES else ""
    return Text(
        ", ".join(f"“{each}”" for each in shown) + more,
        "、".join(f"「{each}」" for each in shown) + more,
    )


def _print_unknown_order(intake: Intake) -> None:
    from fundamentals.classroom.gradebook import latest

    of_learner = defaultdict(list)
    for attempt in intake.attempts:
        of_learner[attempt.learner_id].append(attempt)
    unknown = [
        learner_id
        for learner_id, attempts in of_learner.items()
        if len({each.submission_sha256 for each in latest(attempts)}) > 1
    ]
    if unknown:
        _print(
            Text(
                "{count} handed in several files, and nothing says which is the latest; with "
                "--policy latest the best of them counts: {ids}",
                "{count} 人交了多個檔案，但看不出哪一個最後繳交；採用 --policy latest 時，"
                "取其中分數最高的：{ids}",
            ).format(count=len(unknown), ids=", ".join(map(printable, unknown)))
        )


def _print_list(title: Text, entries: list[tuple[str, Text | None]]) -> None:
    if entries:
        _print(title.format(count=len(entries)))
        for path, reason in entries:
            print(f"  {printable(path)}: {printable(str(reason))}", file=sys.stderr)


def _print(text: Text) -> None:
    print(text, file=sys.stderr)
