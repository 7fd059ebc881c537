"""Whether the answers of a corpus still belong to their lab."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from fundamentals.course._corpus import CorpusMistake, corpus_mistakes, unusual_answers
from fundamentals.course._corpus_edits import edits_path
from fundamentals.grading import Verdict, causes_in
from fundamentals.language import Text
from fundamentals.manifest import Lab
from fundamentals.syntax import functions_in

# What a wrong answer can come to.
_VERDICTS = {"", *(each.value for each in Verdict)} - {
    Verdict.PASSED.value,
    Verdict.GRADER_ERROR.value,
}


def stale_answers(lab: Lab) -> Iterator[Text]:
    """Yield the problems of the corpus of ``lab`` that show without running it.

    Raises:
        CourseError: ``edits.toml`` is malformed, or does not fit the solution.
    """
    for answer in corpus_mistakes(lab):
        for problem in (*_unknown(lab, answer), *_nothing_replaced(lab, answer)):
            yield Text("{path}: {problem}", "{path}：{problem}").format(
                path=answer.where(lab), problem=problem
            )
    for path in sorted(lab.corpus_path.rglob("*")):
        known = path.parent.name == "mistakes" and path.suffix == ".py"
        known |= path == edits_path(lab) or path in unusual_answers(lab)
        if path.is_file() and not known and "__pycache__" not in path.parts:
            yield Text(
                "{path} is not an answer: those are mistakes/*.py, styles/* and edits.toml",
                "{path} 不是作答：應為 mistakes/*.py、styles/* 或 edits.toml",
            ).format(path=path.relative_to(lab.root))


def _unknown(lab: Lab, answer: CorpusMistake) -> Iterator[Text]:
    if answer.task not in {task.id for task in lab.tasks}:
        yield Text("the lab has no task {task!r}", "實作沒有任務 {task!r}").format(task=answer.task)
    if answer.verdict not in _VERDICTS:
        yield Text("{verdict!r} is not a verdict", "沒有 {verdict!r} 這種結果").format(
            verdict=answer.verdict
        )
    if unknown := [cause for cause in answer.causes if cause not in causes_in(lab.folder)]:
        yield Text(
            "mistakes.toml has no entry for {causes}", "mistakes.toml 沒有說明 {causes}"
        ).format(causes=", ".join(map(repr, unknown)))


def _nothing_replaced(lab: Lab, answer: CorpusMistake) -> Iterator[Text]:
    """Report a file with none of its lab's functions, because nothing would call it."""
    if answer.path == edits_path(lab):
        return
    written = _functions(answer.path)
    if not written & _functions(lab.solution_path):
        yield Text("replaces no function of the lab", "沒有取代實作的任何函式")


def _functions(path: Path) -> set[str]:
    return set(functions_in(ast.parse(path.read_text(encoding="utf-8"))))
