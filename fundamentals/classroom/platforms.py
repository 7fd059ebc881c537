"""Learning platforms: how each names files, rosters, columns of grades and pages of feedback.

A new platform is one more row of :data:`PLATFORMS`, one of the table in ``docs/class-grading.md``,
and a function of its name in ``gradebook/formats/_platforms.py``, which writes the grades as the
platform imports them. The command line reads this module on every start, so it imports nothing
heavy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class SubmittedFile:
    """A platform's facts about a file.

    Attributes:
        name: Name of the submitter, as the platform writes it.
        number: The platform's number of the submitter, or their login.
        file_name: The learner's own name for the file.
        late: Whether it is late; None if the platform does not say.
        upload: The platform's running number of the file: a later file has a larger one. None if
            there is none.
        received_at: When it was handed in; None if the platform does not say.
    """

    name: str
    number: str
    file_name: str
    late: bool | None = None
    upload: int | None = None
    received_at: datetime | None = None


@dataclass(frozen=True)
class ArchiveNames:
    """How a platform names the files in an archive of submissions.

    Attributes:
        read: Returns the facts in a path, given its folders, the name of the file, and the
            assignment with its separator, empty if unclear; None if the platform writes no such
            path. Folders around the whole archive are left out.
        write: Returns such a path for a rehearsal, from the learner's name, the learner's number
            and the name of the file; None if no rehearsal writes them.
        family_first: Whether ``write`` expects the family name first.
        feedback: Returns the path under which the platform takes a page for the learner back, given
            the folders and the name of the file; None if it takes none.
        assignment_and_login: Returns the part of a path that begins with the assignment's name and
            ends with the learner's login, given folders and name; empty if there is none.
        separator: What stands between these two.
    """

    read: Callable[[Sequence[str], str, str], SubmittedFile | None]
    write: Callable[[str, int, str], str] | None = None
    family_first: bool = False
    feedback: Callable[[Sequence[str], str], str] | None = None
    assignment_and_login: Callable[[Sequence[str]], str] = lambda parts: ""
    separator: str = ""


@dataclass(frozen=True)
class Platform:
    """A learning platform.

    Attributes:
        id: The key of learners' numbers and grades, "canvas".
        title: Its name.
        archive: How it names submissions; None if it does not rename them.
        numbers_are_logins: Whether a learner's number in these names is the login of a roster.
        renumbers: Whether the same learner has another number in each assignment.
        roster_marks: Headers, as letters and digits, that only its rosters have.
        roster_fields: Headers that mean another field in its rosters than elsewhere, by field.
        grade_column: The numbered header of a column of grades; None if the platform uses only the
            title.
        keeps_times: Whether its archives contain the time of submission.
        imports_grades: Whether ``gradebook/formats/_platforms.py`` writes a file of grades for it.
    """

    id: str
    title: str
    archive: ArchiveNames | None = None
    numbers_are_logins: bool = False
    renumbers: bool = False
    roster_marks: tuple[str, ...] = ()
    roster_fields: Mapping[str, str] = field(default_factory=dict)
    grade_column: re.Pattern[str] | None = None
    keeps_times: bool = False
    imports_grades: bool = True


# chenmei_LATE_4711_90210_lab03a.py: the name in one word, the family name first, the numbers of the
# user and of the upload. Canvas keeps numbers between underscores out of the name. A gradebook
# holds numbers of 18 digits.
_CANVAS = re.compile(
    r"(?P<name>[^\W\d_][^/]*?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<upload>\d{1,18})_(?P<file>.+)"
)
# anon_k3Q9x_LATE_90210_lab03a.py: names hidden, a code for each learner and assignment.
_CANVAS_ANONYMOUS = re.compile(
    r"anon(?:ymous)?(?P<early>_LATE)?_(?P<user>\w{5})(?P<late>_LATE)?_(?P<upload>\d{1,18})_(?P<file>.+)"
)
# A folder "Mei Chen_4711_assignsubmission_file_", or, in a flat archive, the same before the name.
_MOODLE_FOLDER = re.compile(r"(?P<name>.+)_(?P<user>\d+)_assignsubmission_[a-z]+_?")
_MOODLE_FILE = re.compile(r"(?P<name>.+?)_(?P<user>\d+)_assignsubmission_[a-z]+_(?P<file>.+)")
# Lab 3a_meichen_attempt_2026-03-01-12-00-00_lab03a.py: the assignment, the login, the time on the
# server. The learner's own name for the file may look like another such beginning. The same
# without a file is a text about the attempt.
_BLACKBOARD = re.compile(
    r"(?P<who>.+?)_attempt_(?P<when>20\d\d(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)"
)
# A repository "lab03a-meichen": the assignment, which all share, and the GitHub login.
_GITHUB_LOGIN = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9])*")


def without_zip(name: str) -> str:
    """Return ``name`` without the suffix of a ZIP archive."""
    return name[:-4] if name.lower().endswith(".zip") else name


def _is_archive(name: str) -> bool:
    return without_zip(name) != name


def _read_canvas(folders: Sequence[str], file_name: str, _: str) -> SubmittedFile | None:
    in_archive = bool(folders) and _is_archive(folders[0])
    if folders and not in_archive:
        return None
    # What Canvas named is the archive, if the learner handed in one.
    match = _CANVAS.fullmatch(folders[0] if in_archive else file_name)
    if match is None:
        return None
    name = file_name if in_archive else match["file"]
    return SubmittedFile(
        match["name"], match["user"], name, match["late"] is not None, int(match["upload"])
    )


def _read_canvas_anonymous(folders: Sequence[str], file_name: str, _: str) -> SubmittedFile | None:
    match = None if folders else _CANVAS_ANONYMOUS.fullmatch(file_name)
    if match is None:
        return None
    late = match["early"] or match["late"]
    return SubmittedFile("", match["user"], match["file"], late is not None, int(match["upload"]))


def _write_canvas(name: str, number: int, file_name: str) -> str:
    in_one_word = "".join(filter(str.isalnum, name)).lower()
    return f"{in_one_word}_{number}_{5_000_000 + number}_{file_name}"


def _canvas_feedback(folders: Sequence[str], file_name: str) -> str:
    # Canvas reads the two numbers, and expects the rest unchanged.
    return f"{folders[0] if folders else file_name}.html"


def _read_moodle(folders: Sequence[str], file_name: str, _: str) -> SubmittedFile | None:
    if folders:
        if _is_archive(folders[0]) and (match := _MOODLE_FILE.fullmatch(folders[0])):
            return SubmittedFile(match["name"], match["user"], file_name)
        match = _MOODLE_FOLDER.fullmatch(folders[0])
        return match and SubmittedFile(match["name"], match["user"], file_name)
    match = _MOODLE_FILE.fullmatch(file_name)
    return match and SubmittedFile(match["name"], match["user"], match["file"])


def _write_moodle(name: str, number: int, file_name: str) -> str:
    # Moodle numbers participants itself and leaves quotation marks out of names.
    return f"{name.replace(chr(39), '')}_{9_000_000 + number}_assignsubmission_file/{file_name}"


def _moodle_feedback(folders: Sequence[str], file_name: str) -> str:
    # Moodle reads the beginning; releases differ in the end of a folder's name, and all read this.
    return f"{folders[0].rstrip('_')}_feedback.html" if folders else f"{file_name}.html"


def _blackboard_login(parts: Sequence[str]) -> str:
    match = _BLACKBOARD.fullmatch(parts[0])
    return match["who"] if match else ""


def _read_blackboard(
    folders: Sequence[str], file_name: str, assignment: str
) -> SubmittedFile | None:
    match = _BLACKBOARD.fullmatch(folders[0] if folders else file_name)
    if match is None or (folders and not _is_archive(folders[0])):
        return None
    return SubmittedFile(
        "",
        match["who"].removeprefix(assignment).casefold(),
        file_name if folders else match["file"] or file_name,
        received_at=_time_here(match["when"]),
    )


def _time_here(when: str) -> datetime | None:
    try:
        return datetime.strptime(when, "%Y-%m-%d-%H-%M-%S").astimezone()
    except ValueError:
        return None


def _github_repository(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) > 1 else ""


def _read_github(folders: Sequence[str], file_name: str, beginning: str) -> SubmittedFile | None:
    if not folders or not beginning:
        return None
    login = folders[0].removeprefix(beginning)
    if not _GITHUB_LOGIN.fullmatch(login):
        return None
    # GitHub's logins are not case-sensitive.
    return SubmittedFile("", login.casefold(), file_name)


GRADESCOPE = Platform("gradescope", "Gradescope", keeps_times=True, imports_grades=False)
"""Its export says in a file of its own what others say in the names of files."""

# If two platforms explain the same number of names, the one listed first wins: a Moodle name never
# looks like Canvas's, but a learner's own name for a file can make Canvas's look like Moodle's.
# Blackboard's with an assignment "HW_1" and a number for a login look like Canvas's.
PLATFORMS = (
    Platform(
        "blackboard",
        "Blackboard",
        ArchiveNames(_read_blackboard, assignment_and_login=_blackboard_login, separator="_"),
        numbers_are_logins=True,
        grade_column=re.compile(r".+ ?\|\d+"),
    ),
    Platform(
        "canvas-anonymous", "Canvas", ArchiveNames(_read_canvas_anonymous), imports_grades=False
    ),
    Platform(
        "canvas",
        "Canvas",
        ArchiveNames(_read_canvas, _write_canvas, family_first=True, feedback=_canvas_feedback),
        roster_marks=("sisuserid", "sisloginid"),
        roster_fields={"lms_id": "id"},
        grade_column=re.compile(r".+ \(\d+\)"),
    ),
    Platform(
        "moodle",
        "Moodle",
        ArchiveNames(_read_moodle, _write_moodle, feedback=_moodle_feedback),
        renumbers=True,
        keeps_times=True,
    ),
    Platform("google", "Google Classroom"),
    # A clone's files have the time of the clone.
    Platform(
        "github",
        "GitHub Classroom",
        ArchiveNames(_read_github, assignment_and_login=_github_repository, separator="-"),
        roster_marks=("githubusername",),
        # The header of Moodle's own number is here that of the school's id.
        roster_fields={"id": "identifier", "lms_id": "githubusername"},
        imports_grades=False,
    ),
    GRADESCOPE,
)

ARCHIVES = {
    platform.id: platform.archive
    for platform in PLATFORMS
    if platform.archive is not None and platform.archive.write is not None
}
"""How a rehearsal names submissions, by the platform's id."""

BY_ID = {platform.id: platform for platform in PLATFORMS}

# The platform that numbers a roster's learners if no header tells.
DEFAULT_PLATFORM = BY_ID["moodle"]
