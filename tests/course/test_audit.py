"""Checks, manifest and docstrings of a lab must agree."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fundamentals.course import _audit as module
from fundamentals.course import audit
from fundamentals.grading import Rubric, load_rubric
from fundamentals.grading._documented_constants import StatedNumber
from fundamentals.language import Text
from fundamentals.manifest import Lab, find_course

LABS = find_course().labs
LAB = find_course().lab("lab03a")


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.id)
def test_rubric_manifest_and_docstrings_agree(lab: Lab) -> None:
    assert [str(problem) for problem in audit(lab)] == []


def with_first_check(rubric: Rubric, **changes: Any) -> Rubric:
    first, *others = rubric.checks
    return dataclasses.replace(rubric, checks=(dataclasses.replace(first, **changes), *others))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (lambda rubric: with_first_check(rubric, points=0), "is worth no points"),
        (lambda rubric: with_first_check(rubric, name="edge_kernels"), "2 checks are called"),
        (
            lambda rubric: with_first_check(rubric, title=Text("5 kernels", "6 個核心")),
            "the numbers differ",
        ),
        (
            lambda rubric: with_first_check(rubric, title=Text("kernels", "cores")),
            "not in their own languages",
        ),
        (
            lambda rubric: dataclasses.replace(
                rubric, stated=(StatedNumber("_MOST", 987_654, "3a.1"),)
            ),
            "task 3a.1: the docstring does not state 987,654 (_MOST) in zh-Hant",
        ),
        (
            lambda rubric: dataclasses.replace(
                rubric,
                checks=tuple(
                    dataclasses.replace(check, visibility="hidden")
                    if check.task == "3a.4"
                    else check
                    for check in rubric.checks
                ),
            ),
            "task 3a.4 has no check that learners see",
        ),
    ],
)
def test_a_rubric_that_does_not_agree_is_told(
    changed: Callable[[Rubric], Rubric], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rubric = changed(load_rubric(LAB))
    monkeypatch.setattr(module, "load_rubric", lambda lab: rubric)
    assert expected in "\n".join(problem.en for problem in audit(LAB))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("        stride: ", "        step: ", "task 3a.2: the docstring does not describe stride"),
        ("        width: pixels to add", "        width pixels", "3a.3: the docstring does not"),
        (
            'def pad(image, width, mode):\n    """',
            'def pad(i, w, m):\n    i\n    """',
            "no docstring in en",
        ),
    ],
)
def test_a_docstring_that_leaves_something_out_is_told(
    old: str, new: str, expected: str, tmp_path: Path
) -> None:
    lab = dataclasses.replace(LAB, folder=tmp_path / LAB.id)
    shutil.copytree(LAB.folder, lab.folder)
    source = LAB.solution_path.read_text(encoding="utf-8")
    assert old in source
    lab.solution_path.write_text(source.replace(old, new), encoding="utf-8")
    assert expected in "\n".join(problem.en for problem in audit(lab))
