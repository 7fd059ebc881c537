"""A class that was graded, as ``gradebook similar`` finds it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from solvers import LAB, GradedClass

from fundamentals.classroom.gradebook import Attempt, Gradebook, Learner
from fundamentals.grading import Rubric, load_rubric, run_checks
from fundamentals.sandbox import LocalStudent


@pytest.fixture(scope="session")
def grade(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., GradedClass]:
    """Return a function that grades a class: the texts by name of their files."""

    def grade_all(texts: Mapping[str, str], tasks: tuple[str, ...] = ("3a.4",)) -> GradedClass:
        root = tmp_path_factory.mktemp("class")
        folder = root / "submissions"
        folder.mkdir()
        paths = {name: folder / name for name in texts}
        for name, path in paths.items():
            path.write_text(texts[name], encoding="utf-8")
        contents = {
            hashlib.sha256(path.read_bytes()).hexdigest(): path.read_bytes()
            for path in paths.values()
        }
        whole = load_rubric(LAB)
        rubric = Rubric(LAB, tuple(check for check in whole.checks if check.task in tasks))
        with Gradebook.open(root / "class.db", create=True) as gradebook:
            gradebook.add_learners(Learner(path.stem, path.stem.title()) for path in paths.values())
            gradebook.enter(LAB.id, [_attempt(path) for path in paths.values()])
            for pending in gradebook.pending(rubric, seed=0):
                claim = gradebook.claim(pending)
                assert claim is not None
                with LocalStudent(paths[pending.path]) as student:
                    gradebook.record(claim, run_checks(rubric, student, seed=0), seconds=0.1)
            sheet = gradebook.sheet(LAB.id)
        return GradedClass(root / "class.db", folder, sheet, contents)

    return grade_all


def _attempt(path: Path) -> Attempt:
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    return Attempt(path.stem, sha256, path.name, path.name, len(content))
