"""The corpus of a lab: wrong answers with the verdict that each must get, and unusual right ones.

A file of ``corpus/mistakes`` or ``corpus/styles`` holds a few functions and is appended to its
lab's solution. A file of ``corpus/mistakes`` begins with its expected verdict::

    # task: 3a.2
    # verdict: failed
    # cause: kernel-flipped

``corpus/edits.toml`` holds wrong answers that are the solution with one text replaced.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from fundamentals.course._corpus_edits import edits_path, read_edits
from fundamentals.course._declaration_audit import declared_problems
from fundamentals.grading import CheckResult, CheckRunner, Rubric, Verdict, load_rubric
from fundamentals.language import Text
from fundamentals.manifest import Lab
from fundamentals.sandbox import LocalStudent, Student, Submission, read_submission

_HEADER = re.compile(r"^# (\w+): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class CorpusMistake:
    """A wrong answer.

    Attributes:
        path: The file that it is from.
        name: What it is called: the file's name, or the line of ``edits.toml``.
        task: Id of the task that it gets wrong.
        verdict: The verdict that it must get, for example "failed"; empty for any but "passed".
        causes: Ids of the causes that must be named, in this order.
        submission: The whole answer.
    """

    path: Path
    name: str
    task: str
    verdict: str
    causes: tuple[str, ...]
    submission: Submission = field(repr=False)

    def where(self, lab: Lab) -> str:
        """Return its location, for a message."""
        return f"{self.path.parent.relative_to(lab.root)}{os.sep}{self.name}"

    def told(self, verdict: str, causes: str) -> str:
        """Return the result of an answer, in as much detail as this one expects."""
        return f"{verdict}, {causes}" if self.verdict else causes


def corpus_mistakes(lab: Lab) -> list[CorpusMistake]:
    """Return the wrong answers of a lab: files in the order of their names, then the edits.

    Raises:
        CourseError: ``edits.toml`` is malformed, or the solution does not have a text that it
            replaces exactly once.
    """
    files = sorted((lab.corpus_path / "mistakes").glob("*.py"))
    return [*(_read(lab, path) for path in files), *_edited(lab)]


def unusual_answers(lab: Lab) -> list[Path]:
    """Return the files of ``corpus/styles``: right answers in another style."""
    return sorted((lab.corpus_path / "styles").glob("*.*"))


def _read(lab: Lab, path: Path) -> CorpusMistake:
    facts = dict(_HEADER.findall(path.read_text(encoding="utf-8")))
    causes = tuple(facts.get("cause", "").split("+"))
    task, verdict = facts.get("task", ""), facts.get("verdict", "")
    return CorpusMistake(path, path.name, task, verdict, causes, answer_in_solution(lab, path))


def _edited(lab: Lab) -> Iterator[CorpusMistake]:
    for edit in read_edits(lab):
        submission = Submission(f"{lab.id}.py", edit.content.encode())
        yield CorpusMistake(edits_path(lab), edit.name, edit.task, "", edit.causes, submission)


def answer_in_solution(lab: Lab, path: Path) -> Submission:
    """Return the solution of ``lab`` with its functions replaced by those of ``path``."""
    if path.suffix == ".ipynb":
        return read_submission(path)
    text = "\n\n".join(file.read_text(encoding="utf-8") for file in (lab.solution_path, path))
    return Submission(path.name, text.encode())


def first_failed_check(rubric: Rubric, student: Student, task: str) -> CheckResult | None:
    """Return the first check of ``task`` that ``student`` does not pass, or None.

    Checks of other tasks run only if one of the task's checks needs them.
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
    """Yield the wrong and unusual answers of ``lab`` that get the wrong verdict.

    The mistakes that its checks declare are wrong answers, too. All run in this process.
    """
    rubric = load_rubric(lab)
    yield from declared_problems(rubric)
    for answer in corpus_mistakes(lab):
        with _local(answer.submission) as student:
            loss = first_failed_check(rubric, student, answer.task)
        expected = answer.told(answer.verdict, "+".join(answer.causes))
        got = answer.told(loss.verdict.value, str(loss.cause)) if loss else Verdict.PASSED.value
        if got != expected:
            yield _otherwise(answer.where(lab), expected, got)
    for path in unusual_answers(lab):
        with _local(answer_in_solution(lab, path)) as student:
            runner = CheckRunner(rubric, student, seed=0)
            lost = [
                result.id
                for result in map(runner.run, rubric.checks)
                if result.verdict is not Verdict.PASSED
            ]
        if lost:
            yield _otherwise(str(path.relative_to(lab.root)), Verdict.PASSED.value, ", ".join(lost))


def _otherwise(where: str, expected: str, got: str) -> Text:
    return Text(
        "{where}: expected {expected}; got {got}", "{where}：應為 {expected}；得到 {got}"
    ).format(where=where, expected=expected, got=got)


@contextlib.contextmanager
def _local(submission: Submission) -> Iterator[Student]:
    """Run an answer in this process; its temporary file is removed afterwards."""
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
