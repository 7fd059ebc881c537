"""The formats of reports, grades and similar pairs, by the names that ``--format`` takes.

The command line reads these tables on every start, so the writers are imported on first use.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from fundamentals.classroom.platforms import PLATFORMS
from fundamentals.language import Text

if TYPE_CHECKING:
    from fundamentals.classroom.gradebook import GradeSheet
    from fundamentals.classroom.similarity import Similarity
    from fundamentals.grading import Report

    _Sheets = Sequence[GradeSheet]

_Content = TypeVar("_Content")
_File = TypeVar("_File")

_REPORTS = "fundamentals.grading.formats"
_GRADES = "fundamentals.classroom.gradebook.formats"
_PAIRS = "fundamentals.classroom.similarity._formats"
_PAGE = "fundamentals.classroom.similarity._pairs_page"


@dataclass(frozen=True)
class Format(Generic[_Content, _File]):
    """A function that writes a file, named by its module and name.

    Attributes:
        module: The module's full name.
        function: The function's name.
    """

    module: str
    function: str

    def __call__(self, content: _Content) -> _File:
        """Return ``content`` as a file in this format."""
        return cast(_File, getattr(importlib.import_module(self.module), self.function)(content))


@dataclass(frozen=True)
class GradeFormat(Format["_Sheets", bytes]):
    """A format of grades.

    Attributes:
        holds: What its file holds, as the command's help says it.
        rostered_only: True for a platform's import, which rejects learners that it does not know.
    """

    holds: Text
    rostered_only: bool = False


_PER_CHECK = Text("one row per learner and check", "每位學生的每項檢查一列")

_OF_ONE = ("text", "json", "gradescope", "github", "prairielearn", "junit", "html")

REPORT_FORMATS: Mapping[str, Format[Report, str]] = MappingProxyType(
    {name: Format(_REPORTS, name) for name in _OF_ONE}
)
"""For ``fundamentals grade``: from a :class:`~fundamentals.grading.Report` to a document."""

GRADE_FORMATS: Mapping[str, GradeFormat] = MappingProxyType(
    {
        "csv": GradeFormat(
            _GRADES,
            "csv",
            Text(
                "one row per learner and lab, with all details",
                "每位學生、每個實作一列，包含所有資料",
            ),
        ),
        "course": GradeFormat(
            _GRADES,
            "course",
            Text("one row per learner, with the total", "每位學生一列，含總成績"),
        ),
        "checks-csv": GradeFormat(_GRADES, "checks_csv", _PER_CHECK),
        "checks-json": GradeFormat(_GRADES, "checks_json", _PER_CHECK),
        **{
            platform.id: GradeFormat(
                _GRADES,
                platform.id,
                Text("for {title}", "供 {title} 使用").format(title=platform.title),
                rostered_only=True,
            )
            for platform in PLATFORMS
            if platform.imports_grades
        },
        "items-csv": GradeFormat(
            _GRADES,
            "items_csv",
            Text(
                "one row per check: difficulty, discrimination, causes",
                "每項檢查一列：難度、鑑別度、原因",
            ),
        ),
        "nbgrader": GradeFormat(_GRADES, "nbgrader", _PER_CHECK),
        "gradescope": GradeFormat(
            _GRADES,
            "gradescope",
            Text(
                "a ZIP of results.json, one per learner",
                "每位學生一份 results.json，合成 ZIP",
            ),
        ),
        "junit": GradeFormat(
            _GRADES, "junit", Text("one test suite per learner", "每位學生一組測試")
        ),
    }
)
"""For ``fundamentals gradebook export``: from grade sheets to the bytes of a file."""

SIMILARITY_FORMATS: Mapping[str, Format[Similarity, str]] = MappingProxyType(
    {
        "text": Format(_PAIRS, "text"),
        "json": Format(_PAIRS, "json"),
        "csv": Format(_PAIRS, "csv"),
        "html": Format(_PAGE, "page"),
    }
)
"""For ``fundamentals gradebook similar``: from a :class:`Similarity` to a document."""
