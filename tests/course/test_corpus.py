"""Wrong answers, and right ones in unusual style, through the real sandbox.

A file of a lab's ``corpus/mistakes`` or ``corpus/styles`` holds a few functions; the rest of its
lab is the reference solution, which it is appended to.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from fundamentals.course import (
    CorpusMistake,
    answer_in_solution,
    corpus_mistakes,
    first_failed_check,
    stale_answers,
    unusual_answers,
)
from fundamentals.grading import CheckRunner, causes_in, load_rubric
from fundamentals.manifest import Lab, find_course
from fundamentals.sandbox import Sandbox, SandboxedStudent

LABS = find_course().labs
MISTAKES = [(lab, answer) for lab in LABS for answer in corpus_mistakes(lab)]
STYLES = [(lab, path) for lab in LABS for path in unusual_answers(lab)]

# Their checks train until the verdict is clear, 5 to 70 seconds each. A few of each stand for all,
# which `fundamentals labs check LAB --corpus` runs.
TRAINED_TASKS = ("2.4", "3b.3", "5.2", "5.3", "5.4", "6.8", "7.4")
TRAINED_LABS = ("lab03b", "lab05", "lab06", "lab06b", "lab07")
MOST_TRAINED = 3

Answer = TypeVar("Answer")


def a_few(answers: Sequence[Answer], most: int) -> Sequence[Answer]:
    """Return at most ``most`` of ``answers``, evenly spread, always the same."""
    return answers[:: max(1, -(-len(answers) // most))]


def sampled_mistakes() -> Iterator[tuple[Lab, CorpusMistake]]:
    for (_, task), group in itertools.groupby(MISTAKES, lambda pair: (pair[0].id, pair[1].task)):
        yield from a_few(list(group), MOST_TRAINED if task in TRAINED_TASKS else len(MISTAKES))


def sampled_styles() -> Iterator[tuple[Lab, Path]]:
    for lab, group in itertools.groupby(STYLES, lambda pair: pair[0]):
        yield from a_few(list(group), 1 if lab.short_id in TRAINED_LABS else len(STYLES))


def mistake_cases() -> Iterator[object]:
    for lab, answer in sampled_mistakes():
        marks = [pytest.mark.slow] if lab.short_id != "lab03a" else []
        yield pytest.param(lab, answer, id=answer.name, marks=marks)


def style_cases() -> Iterator[object]:
    for lab, path in sampled_styles():
        marks = [pytest.mark.slow] if lab.short_id != "lab03a" else []
        yield pytest.param(lab, path, id=f"{lab.short_id}_{path.stem}", marks=marks)


@pytest.mark.parametrize(("lab", "answer"), list(mistake_cases()))
def test_a_mistake_loses_points_and_its_cause_is_named(
    lab: Lab, answer: CorpusMistake, sandbox: Sandbox
) -> None:
    with SandboxedStudent(answer.submission, sandbox) as student:
        loss = first_failed_check(load_rubric(lab), student, answer.task)
    assert loss is not None
    expected = answer.told(answer.verdict, "+".join(answer.causes))
    assert answer.told(loss.verdict.value, str(loss.cause)) == expected, loss.message.en
    assert loss.points is not None
    assert loss.points < loss.max_points
    words = causes_in(lab.folder)
    causes = [words[name] for name in answer.causes]
    for language in ("en", "zh-Hant"):
        names = "\n".join(cause.name.in_language(language) for cause in causes)
        assert re.match(filled(names), loss.message.in_language(language))
        assert loss.hint is not None
        hints = "\n".join(cause.hint.in_language(language) for cause in causes)
        assert re.fullmatch(filled(hints), loss.hint.in_language(language))


def filled(words: str) -> str:
    """Return the pattern of what ``words`` say once each of their slots says something."""
    return "[^{}]+".join(map(re.escape, re.split(r"\{\w+\}", words)))


@pytest.mark.parametrize(("lab", "path"), list(style_cases()))
def test_a_right_answer_in_another_style_gets_full_marks(
    lab: Lab, path: Path, sandbox: Sandbox, need_scratch: Callable[[str], None]
) -> None:
    if "/tmp/" in path.read_text(encoding="utf-8"):
        need_scratch("/tmp")
    with SandboxedStudent(answer_in_solution(lab, path), sandbox) as student:
        runner = CheckRunner(load_rubric(lab), student, seed=0)
        results = [runner.run(check) for check in load_rubric(lab).checks]
    lost = {
        result.id: result.message.en for result in results if result.points != result.max_points
    }
    assert lost == {}


def test_the_corpus_covers_every_task() -> None:
    tasks = {answer.task for _, answer in MISTAKES}
    assert tasks == {task.id for lab in find_course().labs for task in lab.tasks}


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.id)
def test_the_files_of_a_corpus_fit_their_lab(lab: Lab) -> None:
    assert list(stale_answers(lab)) == []
    for answer in corpus_mistakes(lab):
        assert answer.name.startswith((f"{answer.task.replace('.', '_')}_", "edits.toml"))
