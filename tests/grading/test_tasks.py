"""Every mistake that a rubric declares, run as a submission: it loses marks and is named."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from rubrics import RUBRICS, VAGUE

from fundamentals.course import named_causes as named
from fundamentals.course import run_function
from fundamentals.errors import CourseError
from fundamentals.grading import CheckResult, FailedCheckError, Task, Verdict
from fundamentals.grading._causes import causes
from fundamentals.grading.tasks._answer_part import WHOLE
from fundamentals.grading.tasks._call import Call
from fundamentals.grading.tasks._judge import Judge
from fundamentals.grading.tasks._mistake import Mistake
from fundamentals.language import Text
from fundamentals.manifest import Lab, find_course
from fundamentals.sandbox import FunctionStudent, StudentError

SEEDS = (0, 1)
# Its checks judge chance, not equality with one right answer.
CHECKED_BY_HAND = {"3a.7"}
# Their answers are no arrays of numbers, to which a count could be added.
DICTIONARIES = {"4b.7", "7.1"}
# Of some tasks there are thousands; a sample is drawn, always the same.
MOST_PAIRS = 20
# What a grader that fails, or waits in vain, would say.
UNJUDGED = {Verdict.GRADER_ERROR, Verdict.TIMED_OUT, Verdict.NOT_ATTEMPTED}
TASKS: list[tuple[Lab, Task]] = [
    (lab, task) for lab in find_course().labs for task in RUBRICS[lab.id].tasks
]
TASK_IDS = [task.id for _, task in TASKS]


def results(lab: Lab, task: Task, function: Callable[..., Any], seed: int) -> list[CheckResult]:
    """Return what comes of ``function`` in the place of the task's own."""
    return run_function(RUBRICS[lab.id], task, function, seed=seed)


def score(found: list[CheckResult]) -> float:
    return sum(result.points or 0 for result in found)


def mistakes() -> Iterator[object]:
    for lab, task in TASKS:
        for mistake in task.mistakes:
            # One lab stands for all in the quick tests.
            marks = [pytest.mark.slow] * (lab.short_id != "lab03a")
            name = f"{task.id}-{mistake.function.__name__}"
            yield pytest.param(lab, task, mistake, id=name, marks=marks)


@pytest.mark.parametrize(
    "seed", [SEEDS[0], *(pytest.param(seed, marks=pytest.mark.slow) for seed in SEEDS[1:])]
)
@pytest.mark.parametrize(("lab", "task", "mistake"), list(mistakes()))
def test_a_mistake_is_named_and_loses_marks(
    lab: Lab, task: Task, mistake: Mistake, seed: int
) -> None:
    found = results(lab, task, mistake.made_in(task.right), seed)
    wrong = [result for result in found if result.verdict is not Verdict.PASSED]
    assert not {result.verdict for result in wrong} & UNJUDGED, wrong
    assert score(found) < sum(check.points for check in task.checks)
    # Where inputs cannot tell them apart, another name for the same results will do.
    assert mistake.cause.id in named(found), [result.message.en for result in wrong]
    assert not named(found) & VAGUE


@pytest.mark.slow
@pytest.mark.parametrize(("lab", "task"), TASKS, ids=TASK_IDS)
def test_two_mistakes_at_once_are_both_named(lab: Lab, task: Task) -> None:
    problems = []
    pairs = list(itertools.permutations(task.mistakes, 2))
    for outer, inner in random.Random(0).sample(pairs, min(len(pairs), MOST_PAIRS)):
        if outer.cause == inner.cause:
            continue
        found = results(lab, task, outer.made_in(inner.made_in(task.right)), seed=0)
        raised = any(result.verdict is Verdict.ERROR for result in found)
        if not raised and named(found) & VAGUE:
            problems.append((outer.cause.id, inner.cause.id))
    # What is left makes no sense together, such as a table where a number is asked, counted up to.
    assert len(problems) <= 1, problems


def mean_minus_bias(window: Any, weights: Any, bias: float) -> Any:
    return np.mean(window * weights) - bias


def climb(start: Any, x: Any, y: Any, rate: float, steps: int, momentum: float = 0.0) -> Any:
    place, path = np.array(start, dtype=float), []
    for _ in range(steps):
        error = place[0] * x + place[1] - y
        place = place + rate * np.array([np.mean(error * x), np.mean(error)])
        path.append(place)
    return np.array(path)


@pytest.mark.parametrize(
    ("task_id", "wrong", "causes"),
    [
        ("3a.5", mean_minus_bias, {"mean-not-sum", "bias-subtracted", "relu-missing"}),
        # Momentum makes no difference either, which only the second check asks about.
        ("2.8", climb, {"descent-uphill", "slope-without-two", "path-without-start"}),
    ],
)
def test_three_mistakes_at_once_are_all_named(
    task_id: str, wrong: Callable[..., Any], causes: set[str]
) -> None:
    lab, task = TASKS[TASK_IDS.index(task_id)]
    assert causes <= named(results(lab, task, wrong, seed=0))


def test_a_wrong_answer_is_wrong_even_if_the_search_for_its_cause_fails(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*_: object) -> None:
        raise OverflowError("an odd answer")

    monkeypatch.setattr("fundamentals.grading.tasks._judge.explain_answers", failing)
    lab, task = TASKS[TASK_IDS.index("3a.5")]
    found = results(lab, task, mean_minus_bias, seed=0)
    assert {result.verdict for result in found} == {Verdict.FAILED}
    assert "an odd answer" in caplog.text


@pytest.mark.parametrize(("lab", "task"), TASKS, ids=TASK_IDS)
def test_the_right_answer_and_its_alternatives_get_full_marks(lab: Lab, task: Task) -> None:
    for function, seed in itertools.product((task.right, *task.alternatives), SEEDS):
        found = results(lab, task, function, seed)
        assert {result.verdict for result in found} == {Verdict.PASSED}, found


@pytest.mark.parametrize(("lab", "task"), TASKS, ids=TASK_IDS)
def test_a_right_answer_that_changes_its_input_is_told_so(lab: Lab, task: Task) -> None:
    def spoiling(*arguments: Any) -> Any:
        answer = task.right(*arguments)
        for argument in arguments:
            if isinstance(argument, np.ndarray):
                argument += 1
        return answer

    found = results(lab, task, spoiling, seed=0)
    if any(result.verdict is not Verdict.PASSED for result in found):
        assert named(found) == {"input-changed"}
        assert score(found) < sum(check.points for check in task.checks)


@pytest.mark.parametrize(("lab", "task"), TASKS, ids=TASK_IDS)
def test_an_answer_that_depends_on_earlier_calls_is_told_so(lab: Lab, task: Task) -> None:
    calls: list[None] = []

    def counting(*arguments: Any) -> Any:
        calls.append(None)
        return np.asarray(task.right(*arguments), dtype=float) + len(calls)

    if task.id not in CHECKED_BY_HAND | DICTIONARIES:
        assert "answer-varies" in named(results(lab, task, counting, seed=0))


def scaled(values: Any, factor: float) -> Any:
    return factor * np.asarray(values) ** 3


SCALED = Task("3a.2", right=scaled)


@SCALED.case(weight=1, title=Text("scaled", "縮放"))
def some_values(random: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    for factor in (1.7, 2.9):
        yield random.random(5), factor


@pytest.mark.parametrize(
    ("wrong", "idle"),
    [
        (lambda values, factor: np.exp(values), "factor"),
        (lambda values, factor: np.exp(factor) * np.arange(5.0) ** 0.7, "values"),
        (lambda values, factor: np.exp(factor * values), None),
    ],
)
def test_an_argument_that_makes_no_difference_is_named(
    wrong: Callable[..., Any], idle: str | None
) -> None:
    with FunctionStudent(scaled=wrong) as student, pytest.raises(FailedCheckError) as caught:
        some_values.function(student, np.random.default_rng(0))
    said = caught.value.finding
    assert (said.cause == "argument-without-effect") == (idle is not None), said.message
    assert idle is None or said.message.en.startswith(f"{idle} makes no difference")


@pytest.mark.parametrize("dtype", ["int64", "uint8"])
@pytest.mark.parametrize(
    ("lab", "task"),
    [pytest.param(*pair, id=pair[1].id) for pair in TASKS if pair[1].id in ("1.3", "3a.1")],
)
def test_whole_numbers_may_be_integers(lab: Lab, task: Task, dtype: str) -> None:
    def without_decimals(*call: Any) -> Any:
        right = np.asarray(task.right(*call))
        whole = right.astype(dtype)
        return whole if np.array_equal(whole, right) else right

    found = results(lab, task, without_decimals, seed=0)
    assert score(found) == sum(check.points for check in task.checks)


def test_a_mistake_without_words_is_refused() -> None:
    task = Task("3a.2", right=lambda image: image)
    with pytest.raises(CourseError, match="never-heard-of"):

        @task.mistake
        def never_heard_of(right: Callable[..., Any], image: Any) -> Any:
            return image


def count_up(values: list[int]) -> Any:
    return np.arange(len(values))


COUNT = Task("3a.4", right=count_up, integers=True, accepts_lists=True)


@pytest.mark.parametrize("wrong", [float, np.float32, np.float16])
def test_the_form_of_every_answer_counts(wrong: type) -> None:
    def later_wrong(values: list[int]) -> Any:
        return count_up(values).astype(int if len(values) < 3 else wrong)

    calls = [Call([0] * length) for length in (2, 2, 3)]
    with FunctionStudent(count_up=later_wrong) as student:
        outcome = Judge(COUNT, student, WHOLE).judge(calls, None)
    assert outcome is not None
    assert outcome.share == 0.5


def test_texts_that_are_compared_as_numbers_are_shown_as_texts() -> None:
    lab, task = next(pair for pair in TASKS if pair[1].id == "4b.7")
    found = results(lab, task, lambda *asked: task.right(*asked)[::-1], seed=0)
    shown = found[0].message.en.split(" got\n")[1]
    assert re.search(r"'\w+'", shown)
    assert not re.search(r"-\d", shown)


def test_an_empty_list_has_no_numbers_of_a_wrong_type() -> None:
    calls = [Call([0] * length) for length in (1, 0)]
    with FunctionStudent(count_up=lambda values: [*range(len(values))]) as student:
        assert Judge(COUNT, student, WHOLE).judge(calls, None) is None


@pytest.mark.parametrize(
    ("error", "is_about_shapes"),
    [
        (ValueError("expected shape=(None, 4), found shape=(4,)"), True),
        (AttributeError("'list' object has no attribute 'shape'"), False),
        (TypeError("reshape() takes exactly 1 argument (2 given)"), False),
    ],
)
def test_only_an_error_about_a_wrong_shape_is_told_as_one(
    error: Exception, is_about_shapes: bool
) -> None:
    def double(value: float) -> float:
        raise error

    task = Task("3a.2", right=double)

    @task.case(weight=1, title=Text("twice", "兩倍"), shape=causes.SHAPE_FIXED)
    def twice(random: np.random.Generator) -> Iterator[tuple[float]]:
        yield (random.random(),)

    expected = FailedCheckError if is_about_shapes else StudentError
    with pytest.raises(expected):
        twice.function(FunctionStudent(double=double), np.random.default_rng(0))
