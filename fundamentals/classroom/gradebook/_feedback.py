"""One page per learner, with the file name under which the platform takes feedback back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from fundamentals.classroom.gradebook._grade_sheet import GradeSheet, Standing
from fundamentals.classroom.platforms import PLATFORMS
from fundamentals.files import safe_name
from fundamentals.grading import Report
from fundamentals.grading.formats import report_page
from fundamentals.language import Text
from fundamentals.times import shown_time


@dataclass(frozen=True)
class FeedbackPage:
    """A learner's page.

    Attributes:
        path: Where it goes in the folder or ZIP.
        content: The page.
        standing: Of whom.
        by_hand: Whether the platform cannot take it back by its name.
    """

    path: str
    content: str
    standing: Standing
    by_hand: bool


def feedback_pages(sheet: GradeSheet) -> Iterator[FeedbackPage]:
    """Yield a page for everybody who handed something in, without hidden checks.

    A page is named after the file from the platform, so that the platform knows whose it is. A
    file that a person assigned may have another learner's name, so that page is named after the
    learner's id.
    """
    for standing in sheet.standings:
        if standing.attempt is None:
            continue
        path = None if standing.path_of_another else _path_on_platform(standing.attempt.path)
        known = path is not None
        yield FeedbackPage(
            path or f"{safe_name(standing.learner.id)}.html",
            feedback_page(sheet, standing),
            standing,
            by_hand=not known,
        )


def feedback_page(sheet: GradeSheet, standing: Standing, *, hidden: bool = False) -> str:
    """Return the page of one learner, with hidden checks if ``hidden``, for the instructor."""
    attempt, learner = standing.attempt, standing.learner
    name = attempt.file_name if attempt else ""
    problem = attempt and attempt.problem
    report = standing.report or Report(sheet.lab_id, name, "", 0, 0.0, ())
    remarks = [*standing.remarks]
    if problem:
        remarks.insert(
            0, Text("{name}: {problem}", "{name}：{problem}").format(name=name, problem=problem)
        )
    named = learner.id if learner.name == learner.id else f"{learner.name} ({learner.id})"
    received = attempt and attempt.received_at
    when = f" · {shown_time(received)}" if received else ""
    return report_page(
        report,
        score=standing.score,
        max_score=sheet.max_score,
        heading=f"{sheet.lab_id} · {named}",
        facts=f"{name}{when}",
        remarks=remarks,
        hidden=hidden,
    )


# What leads out of a folder, or what Windows keeps for itself.
_UNSAFE = re.compile(r'[\\:*?"<>|\x00-\x1f]|^\.+$')


def _path_on_platform(path: str) -> str | None:
    """Return the path under which the platform takes a page back; None if none wrote the name."""
    parts = PurePosixPath(path).parts
    archives = [each.archive for each in PLATFORMS if each.archive is not None]
    for depth in range(len(parts)):
        *folders, name = parts[depth:]
        if any(_UNSAFE.search(part) for part in parts[depth:]):
            continue
        for archive in archives:
            if archive.feedback is not None and archive.read(folders, name, "") is not None:
                return archive.feedback(folders, name)
    return None
