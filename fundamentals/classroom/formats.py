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

if TYPE_CHECKING:
    from fundamentals.classroom.gradebook import GradeSheet
    from fundamentals.classroom.similarity import Similarity
    from fundamentals.grading import Report

_Content = TypeVar("_Content")
_File = TypeVar("_File")

_REPORTS = "fundamentals.grading.formats"
_GRADES = "fundamentals.classroom.gradebook._exports"
_ITEMS = "fundamentals.classroom.gradebook._items"
_PLATFORMS = "fundamentals.classroom.gradebook._platform_exports"
_PAIRS = "fundamentals.classroom.similarity._formats"
_PAGE = "fundamentals.classroom.similarity._pairs_page"


@dataclass(frozen=True)
class Format(Generic[_Content, _File]):
    """A function that writes a file, named by its module and name.

    Attributes:
        module: The module's full name.
        function: The function's name.
        rostered_only: True for a platform's import, which rejects learners that it does not know.
    """

    module: str
    function: str
    rostered_only: bool = False

    def __call__(self, content: _Content) -> _File:
        """Return ``content`` as a file in this format."""
        return cast(_File, getattr(importlib.import_module(self.module), self.function)(content))


_OF_ONE = ("text", "json", "gradescope", "github", "prairielearn", "junit", "html")

REPORT_FORMATS: Mapping[str, Format[Report, str]] = MappingProxyType(
    {name: Format(_REPORTS, name) for name in _OF_ONE}
)
"""For ``fundamentals grade``: from a :class:`~fundamentals.grading.Report` to a document."""

GRADE_FORMATS: Mapping[str, Format[Sequence[GradeSheet], bytes]] = MappingProxyType(
    {
        "csv": Format(_GRADES, "csv"),
        "course": Format(_GRADES, "course"),
        "checks-csv": Format(_GRADES, "checks_csv"),
        "checks-json": Format(_GRADES, "checks_json"),
        **{
            platform.id: Format(_PLATFORMS, platform.id, rostered_only=True)
            for platform in PLATFORMS
            if platform.imports_grades
        },
        "items-csv": Format(_ITEMS, "items_csv"),
        "nbgrader": Format(_GRADES, "nbgrader"),
        "gradescope": Format(_GRADES, "gradescope"),
        "junit": Format(_GRADES, "junit"),
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
