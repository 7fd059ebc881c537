"""Grade sheets as the files that learning platforms import.

They contain no strangers: Moodle stops the whole import at the first unknown user. If an empty cell
would erase a grade entered by hand, learners without a score are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from fundamentals.classroom.csv_cells import number, table
from fundamentals.classroom.gradebook._entities import Learner
from fundamentals.classroom.gradebook._grade_sheet import GradeSheet, Standing, State
from fundamentals.errors import GradebookError
from fundamentals.language import Text

# Canvas's code for "excused".
_CANVAS_EXCUSED = "EX"


def canvas(sheets: Sequence[GradeSheet]) -> bytes:
    """Return a CSV for Canvas's "Import Grades": one row per learner, one column per lab.

    Canvas knows a learner by ID, SIS User ID or SIS Login ID, and an assignment by its name and
    number, which are in a roster exported from Canvas. Empty cells change nothing.
    """
    identity = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    points = ["    Points Possible", "", "", "", ""]
    return table(
        [
            [*identity, *(sheet.column("canvas") for sheet in sheets)],
            [*points, *(number(sheet.max_score) for sheet in sheets)],
            *(
                [*_canvas_identity(standings[0].learner), *map(_canvas_score, standings)]
                for standings in _rostered(sheets)
            ),
        ]
    )


def _canvas_score(standing: Standing) -> str:
    return _CANVAS_EXCUSED if standing.state is State.EXCUSED else number(standing.score)


def _canvas_identity(learner: Learner) -> list[str]:
    # Another platform's number could be somebody else's here.
    canvas_id = learner.lms_id if learner.platform == "canvas" else ""
    # On a roster without SIS columns, the id is Canvas's own number.
    no_sis_id = learner.id in (learner.lms_id, learner.login)
    return [
        learner.name,
        canvas_id,
        "" if no_sis_id else learner.id,
        learner.login,
        learner.section,
    ]


def moodle(sheets: Sequence[GradeSheet]) -> bytes:
    """Return a CSV for Moodle's grade import: one row per learner with a score, one column per lab.

    On import, map "ID number" (or "Email address") to the user and each lab to its grade item.

    Raises:
        GradebookError: Somebody has a score in one lab and none in another.
    """
    return _whole_rows(
        sheets,
        "moodle",
        ["ID number", "Full name", "Email address"],
        lambda learner: [learner.id, learner.name, learner.email],
    )


def blackboard(sheets: Sequence[GradeSheet]) -> bytes:
    """Return a CSV for Blackboard's "Upload grades"; learners without a login are left out.

    Raises:
        GradebookError: Somebody has a score in one lab and none in another, or nobody has a login.
    """
    return _whole_rows(
        sheets,
        "blackboard",
        ["Username", "Student ID"],
        lambda learner: [learner.login, learner.id],
        needs=("login", Text("login names", "帳號")),
    )


def google(sheets: Sequence[GradeSheet]) -> bytes:
    """Return a CSV with the columns of Google Classroom's own download.

    Raises:
        GradebookError: Somebody has a score in one lab and none in another, or nobody has an
            email address.
    """
    return _whole_rows(
        sheets,
        "google",
        ["Name", "Email Address"],
        lambda learner: [learner.name, learner.email],
        needs=("email", Text("email addresses", "電子郵件")),
        points=True,
    )


def _whole_rows(
    sheets: Sequence[GradeSheet],
    platform: str,
    header: list[str],
    identity: Callable[[Learner], list[str]],
    *,
    needs: tuple[str, Text] | None = None,
    points: bool = False,
) -> bytes:
    """Return the rows of learners who have a score in every lab."""
    rows = []
    known = 0
    for standings in _rostered(sheets):
        learner = standings[0].learner
        if needs is not None and not getattr(learner, needs[0]):
            continue
        known += 1
        scores = [standing.score for standing in standings]
        if all(score is not None for score in scores):
            rows.append([*identity(learner), *map(number, scores)])
        elif any(score is not None for score in scores):
            raise _partly(standings, sheets)
    if needs is not None and not known:
        raise GradebookError(
            Text("the roster has no {what}", "名單沒有{what}").format(what=needs[1]),
            expected=Text("a roster with {what}", "含有{what}的名單").format(what=needs[1]),
            fix=Text(
                "export it from the platform and run `fundamentals gradebook roster`",
                "請從平台匯出名單，再執行 `fundamentals gradebook roster`",
            ),
        )
    worth = [["Points", *[""] * (len(header) - 1), *(number(each.max_score) for each in sheets)]]
    return table(
        [
            [*header, *(sheet.column(platform) for sheet in sheets)],
            *(worth if points else []),
            *rows,
        ]
    )


def _partly(standings: Sequence[Standing], sheets: Sequence[GradeSheet]) -> GradebookError:
    gaps = [s.lab_id for s, each in zip(sheets, standings, strict=True) if each.score is None]
    return GradebookError(
        Text("{id} has no score in {labs}", "{id} 在 {labs} 沒有分數").format(
            id=standings[0].learner.id, labs=", ".join(gaps)
        ),
        expected=Text(
            "one lab, or a score in every lab: on import, an empty cell would erase a grade that "
            "was entered by hand",
            "單一實作，或每個實作都有分數：匯入時，空白儲存格會清掉人工輸入的成績",
        ),
        fix=Text("export one lab at a time with --lab", "請用 --lab 一次匯出一個實作"),
    )


def omitted_learners(sheets: Sequence[GradeSheet]) -> tuple[Learner, ...]:
    """Return the strangers, whom a platform's import would not know."""
    return tuple(
        standing.learner
        for standing in (sheets[0].standings if sheets else ())
        if standing.learner.stranger
    )


def _rostered(sheets: Sequence[GradeSheet]) -> Iterator[tuple[Standing, ...]]:
    """Yield each rostered learner's standings, one per lab; all sheets list the same learners."""
    rows = [
        standings
        for standings in zip(*(sheet.standings for sheet in sheets), strict=True)
        if not standings[0].learner.stranger
    ]
    if not rows:
        raise GradebookError(
            Text("no learner is on a roster", "沒有任何學生在名單上"),
            expected=Text(
                "learners whom the platform knows; file names are not enough",
                "平台認得的學生；只有檔名並不夠",
            ),
            fix=Text(
                "export the roster from the platform, and run `fundamentals gradebook roster "
                "class.db roster.csv`",
                "請從平台匯出名單，再執行 `fundamentals gradebook roster class.db roster.csv`",
            ),
        )
    yield from rows
