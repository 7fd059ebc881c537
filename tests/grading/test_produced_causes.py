"""Every cause that has words is produced by a test: words that nothing can produce go."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_mutants import SOLVED
from test_relation import IN_ANY_FUNCTION, LOCATED, RELATIONS
from test_symptoms import WRONG

from fundamentals.course import corpus_mistakes
from fundamentals.grading import causes_in, load_rubric
from fundamentals.manifest import find_course

LABS = find_course().labs
# No table names them. A corpus file would take as long as the slowest training may, or hold a
# trained network.
STATED = {
    "training-slow": "test_trained_submission.py",
    "weights-brought-along": "test_weights_brought_along.py",
}


@pytest.mark.slow
def test_every_cause_is_produced() -> None:
    known = {cause for lab in LABS for cause in causes_in(lab.folder)}
    assert known - declared() - derived() - of_the_corpus() - of_tables() == STATED.keys()


def test_what_a_module_states_is_there() -> None:
    for cause, file in STATED.items():
        assert f'"{cause}"' in Path(__file__).with_name(file).read_text(encoding="utf-8")


def declared() -> set[str]:
    # test_tasks.py runs each as a submission.
    tasks = [task for lab in LABS for task in load_rubric(lab).tasks]
    return {mistake.cause.id for task in tasks for mistake in task.mistakes}


def derived() -> set[str]:
    # test_mutants.py runs some of each way as submissions.
    tasks = [task for lab in LABS for task in load_rubric(lab).tasks]
    return {
        edit.id
        for task in tasks
        for mutants in task.mutants
        for edit in mutants.edits(task.further_calls()[0])
    }


def of_the_corpus() -> set[str]:
    # tests/course/test_corpus.py runs each file.
    return {cause for lab in LABS for answer in corpus_mistakes(lab) for cause in answer.causes}


def of_tables() -> set[str]:
    return (
        {row[0] for row in RELATIONS}
        | {row[0] for row in IN_ANY_FUNCTION}
        | {row[0] for row in LOCATED}
        | {row[2] for row in WRONG}
        | {SOLVED}
    )
