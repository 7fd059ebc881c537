"""Mistakes that are derived from the steps of the tasks: each, as a submission, gets its name."""

from __future__ import annotations

import random
import re
import sys
import threading
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rubrics import RUBRICS

from fundamentals.course import run_function
from fundamentals.errors import CourseError
from fundamentals.grading import Call, CheckResult, Task, Verdict
from fundamentals.grading._expect import as_numbers, same
from fundamentals.grading.mutants import _edits, _search
from fundamentals.grading.mutants._cached_answers import Mutants, answer_or_none
from fundamentals.grading.mutants._steps import Steps
from fundamentals.language import Text
from fundamentals.manifest import Lab, find_course

DERIVED: list[tuple[Lab, Task, Mutants]] = [
    (lab, task, mutants)
    for lab in find_course().labs
    for task in RUBRICS[lab.id].tasks
    for mutants in task.mutants
]
DERIVED_IDS = [task.id for _, task, _ in DERIVED]
# As many mistakes in each answer's steps as are run; there are hundreds.
SAMPLE = 10


def parts(answer: Any) -> list[Any]:
    """Return the arrays of an answer: one, those of a tuple, or those of a dictionary."""
    several = tuple(answer.values()) if isinstance(answer, dict) else answer
    each = several if isinstance(several, tuple) else (several,)
    return [as_numbers(without_names(part)) for part in each]


def without_names(answer: Any) -> Any:
    """Return ``answer`` with a number for each name, the same for the same name.

    Only a list's own parts and those of its tuples are looked at: a list may contain itself.
    """
    if isinstance(answer, list | tuple):
        return [
            [*map(number_of, part)] if isinstance(part, tuple) else number_of(part)
            for part in answer
        ]
    return number_of(answer)


def number_of(part: Any) -> Any:
    return zlib.crc32(part.encode()) if isinstance(part, str) else part


def equal(first: Any, second: Any, tolerance: float) -> bool:
    pairs = zip(parts(first), parts(second), strict=True)
    return all(
        one is not None and other is not None and same(one, other, tolerance)
        for one, other in pairs
    )


@pytest.mark.parametrize(("lab", "task", "mutants"), DERIVED, ids=DERIVED_IDS)
def test_steps_are_right(lab: Lab, task: Task, mutants: Mutants) -> None:
    for call in task.further_calls():
        assert equal(call.to(mutants.steps.function), call.to(task.right), task.tolerance)


@pytest.mark.slow
@pytest.mark.parametrize(("lab", "task", "mutants"), DERIVED, ids=DERIVED_IDS)
def test_a_derived_mistake_is_named_and_no_other_is(
    lab: Lab, task: Task, mutants: Mutants, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On a slow machine the search gives up on one mistake and may find two that do the same.
    monkeypatch.setattr(_search, "_SECONDS_FOR_ONE", 60.0)
    calls = task.further_calls()
    edits = mutants.edits(calls[0])
    rows = [mutants.answers_to(call) for call in calls]
    for number in random.Random(0).sample(range(len(edits)), min(SAMPLE, len(edits))):
        answers = [row[number] for row in rows]
        if any(answer is None for answer in answers) or all(
            same_as(answer, call.to(task.right), task.tolerance)
            for answer, call in zip(answers, calls, strict=True)
        ):
            continue
        for result in results(lab, task, mutants.made(edits[number])):
            if result.verdict is not Verdict.FAILED:
                continue
            causes = set((result.cause or "").split("+"))
            assert causes, edits[number].cause
            named = {
                edit.id
                for other, edit in enumerate(edits)
                if alike([row[other] for row in rows], answers, task.tolerance)
            }
            derived = {edit.id for edit in edits}
            # Words of another kind may fit as well: declared ones, general ones, symptoms.
            assert causes & named or not causes <= derived, (edits[number].cause, result)


def alike(first: list[Any], second: list[Any], tolerance: float) -> bool:
    """Return whether some part, the same of every answer, is the same in both."""
    if any(len(parts(one)) != len(parts(other)) for one, other in zip(first, second, strict=True)):
        return False
    columns = [
        [same_as(one, other, tolerance) for one, other in zip(parts(a), parts(b), strict=True)]
        for a, b in zip(first, second, strict=True)
    ]
    return any(all(column) for column in zip(*columns, strict=True))


def same_as(first: Any, second: Any, tolerance: float) -> bool:
    try:
        return equal(first, second, tolerance)
    except ValueError:
        return False


def results(lab: Lab, task: Task, function: Callable[..., Any]) -> list[CheckResult]:
    return run_function(RUBRICS[lab.id], task, function)


def summed(numbers: np.ndarray, factor: float) -> float:
    total = 0.0
    for point in range(len(numbers)):
        total += factor * numbers[point]
    return total


def endless(numbers: np.ndarray) -> float:
    total = 0.0
    while total < 3:
        total += 1
    return total


def unnamed(numbers: np.ndarray) -> float:
    accumulator = numbers.sum()
    return accumulator


@pytest.mark.parametrize(("function", "received"), [(endless, "while"), (unnamed, "accumulator")])
def test_steps_end_and_have_words_for_their_names(
    function: Callable[..., Any], received: str
) -> None:
    with pytest.raises(CourseError, match=received):
        Steps(function, {})


def test_each_operator_that_is_written_derives_mistakes() -> None:
    folder = Path(_edits.__file__).parent
    listed = Path(_edits.__file__).read_text("utf-8")
    signature = r"^def ([a-z]\w*)\(steps: Steps(?:, arrays: set\[str\])?\) -> Iterator\[Edit\]"
    written = {
        f"{path.stem}.{name}"
        for path in folder.glob("_*.py")
        for name in re.findall(signature, path.read_text("utf-8"), re.MULTILINE)
    }
    assert len(written) > 20
    missing = {name for name in written if name not in listed}
    assert missing == set(), "give it a place in _SIMPLE or _OTHERS of _edits.py"


def test_a_loop_never_runs_over_what_it_makes_longer() -> None:
    def copied(numbers: list[float], other: list[float]) -> list[float]:
        result = [0.0]
        for point in numbers:
            result.append(point)
        return result

    mutants = Mutants(Steps(copied, {}))
    call = Call([1.0, 2.0], [3.0])
    row = mutants.answers_to(call)
    assert any(row[number] is not None for number in range(len(mutants.edits(call))))


def test_a_mistake_says_where_in_a_learners_words() -> None:
    mutants = Mutants(Steps(summed, {"point": Text("the points", "各點")}))
    call = Call(np.array([1.5, 2.5, 4.25]), 2.0)
    said = {
        edit.cause.name.en: answer_or_none(mutants.made(edit), call) for edit in mutants.edits(call)
    }
    assert said["The last of the points was left out."] == 8.0
    assert said["In the sum, the code leaves out factor."] == 8.25
    assert said["The code always reads or writes the first of numbers."] == 9.0


# Produced by no edit of a list: the number is worked out from the answers.
SOLVED = "number-other"


def test_threads_share_the_answers_that_are_kept() -> None:
    """A worker of a cluster grades a submission in each of its threads, by one rubric."""
    mutants = Mutants(Steps(summed, {"point": Text("the points", "各點")}))
    calls = [Call(np.array([1.5, 2.5]), float(factor)) for factor in range(40)]
    switching, missed = sys.getswitchinterval(), []

    def ask(start: int) -> None:
        try:
            for number in range(3000):
                mutants.answers_to(calls[start + number % 14])
        except KeyError as error:
            missed.append(error)

    threads = [threading.Thread(target=ask, args=(start,)) for start in (0, 13, 26)]
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(switching)
    assert missed == []


def test_a_number_that_is_another_one_is_told() -> None:
    lab, task, _ = next(found for found in DERIVED if found[1].id == "2.1")
    found = results(lab, task, lambda images: (images / 200).astype(np.float32))
    assert found[0].cause == SOLVED
    assert found[0].message.en.startswith(
        "In the result, the code uses 200 instead of another number."
    )


def test_two_derived_mistakes_at_once_are_both_named() -> None:
    lab, task, mutants = next(found for found in DERIVED if found[1].id == "6.3")
    edits = {edit.cause.name.en: edit for edit in mutants.edits(task.further_calls()[0])}
    first = edits["In the ordinary count, the code leaves out channels."]
    second = edits["In the result, the code leaves out the depthwise step."]
    found = results(lab, task, mutants.made(first, second))
    assert all("+" in (result.cause or "") for result in found), found
