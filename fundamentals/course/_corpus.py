"""The corpus of a lab: wrong answers with the verdict that each must get, and unusual right ones.

A file of ``corpus/mistakes`` or ``corpus/styles`` holds a few functions and is appended to its
lab's solution. A file of ``corpus/mistakes`` begins with its expected verdict::

    # task: 3a.2
    # verdict: failed
    # cause: kernel-flipped
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fundamentals.grading import CheckResult, CheckRunner, Rubric, Verdict, load_rubric
from fundamentals.language import Text
from fundamentals.manifest import Lab
from fundamentals.sandbox import LocalStudent, Student, Submission, read_submission

_HEADER = re.compile(r"^# (\w+): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class CorpusMistake:
    """A file of ``corpus/mistakes``.

    Attributes:
        path: The file.
        task: Id of the task that it gets wrong.
        verdict: The verdict that it must get, for example "failed".
        causes: Ids of the causes that must be named, in this order.
    """

    path: Path
    task: str
    verdict: str
    causes: tuple[str, ...]


def corpus_mistakes(lab: Lab) -> list[CorpusMistake]:
    """Return the files of ``corpus/mistakes``, in the order of their names."""
    return [_read(path) for path in sorted((lab.corpus_path / "mistakes").glob("*.py"))]


def unusual_answers(lab: Lab) -> list[Path]:
    """Return the files of ``corpus/styles``: right answers in another style."""
    return sorted((lab.corpus_path / "styles").glob("*.*"))


def _read(path: Path) -> CorpusMistake:
    facts = dict(_HEADER.findall(path.read_text(encoding="utf-8")))
    causes = tuple(facts.get("cause", "").split("+"))
    return CorpusMistake(path, facts.get("task", ""), facts.get("verdict", ""), causes)


def whole_answer(lab: Lab, path: Path) -> Submission:
    """Return the solution of ``lab`` with its functions replaced by those of ``path``."""
    if path.suffix == ".ipynb":
        return read_submission(path)
    text = "\n\n".join(file.read_text(encoding="utf-8") for file in (lab.solution_path, path))
    return Submission(path.name, text.encode())


def first_loss(rubric: Rubric, student: Student, task: str) -> CheckResult | None:
    """Return the first check of ``task`` that ``student`` does not pass, or None.

    Checks of other tasks run only where one of the task's needs them.
    """
    runner = CheckRunner(rubric, student, seed=0)
    needs = {need for check in rubric.checks if check.task == task for need in check.needs}
    for check in rubric.checks:
        if check.task == task or check.id in needs:
            result = runner.run(check)
            if check.task == task and result.verdict is not Verdict.PASSED:
                return result
    return None


def corpus_problems(lab: Lab) -> Iterator[Text]:
    """Run the corpus of ``lab`` in this process, and yield each file with a wrong verdict."""
    rubric = load_rubric(lab)
    for answer in corpus_mistakes(lab):
        with _local(lab, answer.path) as student:
            loss = first_loss(rubric, student, answer.task)
        expected = f"{answer.verdict}, {'+'.join(answer.causes)}"
        got = f"{loss.verdict.value}, {loss.cause}" if loss else Verdict.PASSED.value
        if got != expected:
            yield _otherwise(lab, answer.path, expected, got)
    for path in unusual_answers(lab):
        with _local(lab, path) as student:
            runner = CheckRunner(rubric, student, seed=0)
            lost = [
                result.id
                for result in map(runner.run, rubric.checks)
                if result.verdict is not Verdict.PASSED
            ]
        if lost:
            yield _otherwise(lab, path, Verdict.PASSED.value, ", ".join(lost))


def _otherwise(lab: Lab, path: Path, expected: str, got: str) -> Text:
    return Text(
        "{path}: expected {expected}; got {got}", "{path}：應為 {expected}；得到 {got}"
    ).format(path=path.relative_to(lab.root), expected=expected, got=got)


@contextlib.contextmanager
def _local(lab: Lab, path: Path) -> Iterator[Student]:
    """Run the answer in ``path`` in this process; its temporary file is removed afterwards."""
    submission = whole_answer(lab, path)
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, submission.name)
        file.write_bytes(submission.content)
        # Right answers may save checkpoints where they run.
        os.chdir(folder)
        try:
            # Wrong answers divide by zero: that is theirs, not the instructor's.
            with np.errstate(all="ignore"), LocalStudent(file) as student:
                yield student
        finally:
            os.chdir(here)
