"""The course whose checks grade: never one that a learner may have handed in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fundamentals.errors import CourseError
from fundamentals.language import Text

if TYPE_CHECKING:
    from fundamentals.manifest import Course

_PACKAGE = Path(__file__).resolve().parents[3]


def grading_course(graded: Path) -> Course:
    """Return the course to grade ``graded`` with, a file or a folder.

    The current folder decides which course it is, and its checks run outside of the sandbox. So a
    course that came with the submissions must not be it; the one that this package belongs to
    cannot have.

    Raises:
        CourseError: There is none, or it lies where the submissions are.
    """
    from fundamentals.manifest import find_course
    from fundamentals.sandbox import is_script_or_notebook

    course, place = find_course(), graded.resolve()
    is_among = course.root.is_relative_to(place)
    is_around = is_script_or_notebook(place.name) and place.is_relative_to(course.root)
    if course.root != _PACKAGE and (is_among or is_around):
        raise CourseError(
            Text(
                "the course in {root}, where the submission is, too",
                "{root} 裡的課程，而作答也放在那裡",
            ).format(root=course.root),
            expected=Text(
                "a course of your own: its checks run outside of the sandbox, with all your rights",
                "你自己的課程：它的檢查在隔離環境之外執行，擁有你的全部權限",
            ),
            fix=Text(
                "change to the folder of your course, and keep submissions elsewhere",
                "切換到你的課程所在的資料夾，並把作答放在別處",
            ),
        )
    return course
