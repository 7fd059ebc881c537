"""The report of ``fundamentals grade`` on a class's files before grading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from fundamentals.cli.graders._notices import notice
from fundamentals.language import Text
from fundamentals.printable import one_line

if TYPE_CHECKING:
    from fundamentals.classroom.batch import Intake
    from fundamentals.classroom.gradebook import Learner

# With fewer people, even a roster that matches none of them may be the right one.
_FEW = 3
_HARDLY_ANY = 0.2
_EXAMPLES = 3


def print_intake(
    intake: Intake,
    learners: Sequence[Learner],
    merged: Callable[[str], bool] = lambda learner_id: False,
) -> None:
    """Print what needs attention: strangers, unassigned files, files that cannot be graded.

    Args:
        intake: The class's files.
        learners: Learners of the class on a roster, of this or an earlier run.
        merged: Returns whether an id was merged into another learner.
    """
    from fundamentals.classroom.batch import SetAsideKind

    if learners:
        _print_strangers([each for each in intake.learners if not merged(each.id)])
    _print_list(
        Text("{count} cannot be read:", "{count} 份無法讀取："),
        [(each.path, each.problem) for each in intake.attempts if each.problem is not None],
    )
    _print_list(
        Text(
            "{count} not graded because {count:its|their} owner is unclear; assign a file to "
            "a learner with `gradebook assign`, or put the full name or id into its name; "
            "then run this again:",
            "{count} 個檔案無法確定是誰的，沒有評分；請用 `gradebook assign` 指定學生，"
            "或在檔名中寫上完整的姓名或學號，再執行一次：",
        ),
        [(each.path, each.reason) for each in intake.set_aside if each.has_no_owner],
    )
    _print_seats(intake, learners)
    _print_list(
        Text(
            "{count} not graded because {count:it is not an attempt|they are not attempts}:",
            "{count} 個檔案不是作答，沒有評分：",
        ),
        [
            (each.path, each.reason)
            for each in intake.set_aside
            if each.why is SetAsideKind.NO_ATTEMPT
        ],
    )
    passed_over = [each.path for each in intake.set_aside if each.why is SetAsideKind.PASSED_OVER]
    if passed_over:
        notice(
            Text("{count} other files skipped: {paths}", "略過其他 {count} 個檔案：{paths}").format(
                count=len(passed_over), paths=_some(passed_over)
            )
        )
    _print_unknown_order(intake)


def refuse_mismatch(intake: Intake, learners: Sequence[Learner]) -> None:
    """Stop if the roster matches hardly anybody: it is another class's.

    Args:
        intake: The class's files.
        learners: Learners of the class on a roster.

    Raises:
        GradebookError: The roster matches hardly anybody.
    """
    from fundamentals.errors import GradebookError

    people = {attempt.learner_id for attempt in intake.attempts}
    # A roster cannot match names that a platform hides.
    strangers = [each for each in intake.learners if not is_anonymous(each)]
    matched = len(people) - len(intake.learners)
    if not learners or len(people) < _FEW or matched > _HARDLY_ANY * len(people) or not strangers:
        return
    raise GradebookError(
        Text(
            "the roster has {matched} of the {people} people whose files these are: {said}",
            "檔案是 {people} 個人的，名單只認得 {matched} 個：{said}",
        ).format(
            matched=matched,
            people=len(people),
            said=_some(
                each.name if not each.lms_id else f"{each.name} ({each.platform} {each.lms_id})"
                for each in strangers
            ),
        ),
        expected=Text("names or ids on the roster: {known}", "名單上的姓名或學號：{known}").format(
            known=_some(
                f"{each.id} {each.name}"
                + (f" ({each.platform} {each.lms_id})" if each.lms_id else "")
                for each in learners
            )
        ),
        fix=Text(
            "name the roster of this class; nothing was recorded. If there is no roster, add "
            "--strangers",
            "請指定這個班級的名單；尚未記錄任何內容。如果他們確實不在名單上，請加上 --strangers",
        ),
    )


def is_anonymous(learner: Learner) -> bool:
    """Return whether a platform hid the learner's name."""
    return learner.stranger and learner.platform.endswith("-anonymous")


def _print_strangers(strangers: Sequence[Learner]) -> None:
    hidden = [each for each in strangers if is_anonymous(each)]
    if hidden:
        notice(
            Text(
                "The platform hid the names of {count}. To enter the grades, turn anonymous "
                "grading off, download again, and run this again: no submission is graded twice.",
                "平台隱藏了 {count} 人的姓名。要登錄成績，請關閉匿名評分、重新下載後再執行一次："
                "同樣的作答不會重複評分。",
            ).format(count=len(hidden))
        )
    named = [each for each in strangers if not is_anonymous(each)]
    if named:
        notice(
            Text(
                "{count} not on the roster, entered under {count:its file name|their file names}:",
                "{count} 份作答不在名單上，以檔名登記：",
            ).format(count=len(named))
        )
        for learner in named:
            notice(f"  {learner.id}  {learner.name}")


def _print_seats(intake: Intake, learners: Sequence[Learner]) -> None:
    """Explain the option for seat numbers if the files are named by them."""
    ids = {each.id.casefold() for each in learners if each.id.isdecimal()}
    stems = [_seat(each.path) for each in intake.set_aside if each.has_no_owner]
    stems += [each.id for each in intake.learners]
    seats = [stem for stem in stems if stem.lstrip("0") in {each.lstrip("0") for each in ids}]
    if len(seats) >= _FEW and len(seats) == len(stems):
        notice(
            Text(
                "These files seem to be named by the roster's ids ({seats}). If they are, run this "
                "again with --names-are-ids.",
                "這些檔案似乎以名單上的編號命名（{seats}）。如果沒錯，請加上 --names-are-ids "
                "再執行一次。",
            ).format(seats=_some(seats))
        )


def _seat(path: str) -> str:
    *folders, name = path.split("/")
    stem = name.partition(".")[0]
    return stem if stem.isdecimal() or not folders else folders[-1]


def _some(said: Iterable[str]) -> Text:
    entries = [one_line(each) for each in said]
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
        notice(
            Text(
                "{count} handed in several files, and nothing says which is the latest; with "
                "--policy latest the best of them counts: {ids}",
                "{count} 人交了多個檔案，但看不出哪一個最後繳交；採用 --policy latest 時，"
                "取其中分數最高的：{ids}",
            ).format(count=len(unknown), ids=", ".join(map(one_line, unknown)))
        )


def _print_list(title: Text, entries: list[tuple[str, Text | None]]) -> None:
    if entries:
        notice(title.format(count=len(entries)))
        for path, reason in entries:
            notice(f"  {path}: {reason}")
