"""What a rubric declares, run as submissions: right answers pass, mistakes are named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from fundamentals.grading import Call, CheckResult, CheckRunner, Rubric, Task, Verdict
from fundamentals.language import Text
from fundamentals.sandbox import FunctionStudent


def run_function(
    rubric: Rubric, task: Task, function: Callable[..., Any], *, seed: int = 0
) -> list[CheckResult]:
    """Run the checks of ``task`` on a submission with ``function`` in place of the task's own.

    Args:
        rubric: The rubric of the lab.
        task: One of its tasks.
        function: Takes the task's arguments by position.
        seed: Decides the inputs of the checks.
    """

    def called(*arguments: Any, **named: Any) -> Any:
        return Call(*arguments, **named).by_position(task.right).to(function)

    with FunctionStudent(**{task.function: called}) as student:
        runner = CheckRunner(rubric, student, seed=seed)
        return [runner.run(check) for check in task.checks]


def named_causes(results: list[CheckResult]) -> set[str]:
    """Return the ids of all causes that the results name."""
    return {cause for result in results if result.cause for cause in result.cause.split("+")}


def declared_problems(rubric: Rubric) -> Iterator[Text]:
    """Yield right answers that lose points, and mistakes that lose none or are not named."""
    for task in rubric.tasks:
        for right in (task.right, *task.alternatives):
            for result in run_function(rubric, task, right):
                if result.verdict is not Verdict.PASSED:
                    yield Text(
                        "{lab}, {task}: {name} is right, but fails {check}: {message}",
                        "{lab}，{task}：{name} 是正確答案，卻沒有通過 {check}：{message}",
                    ).format(
                        lab=rubric.lab.id,
                        task=task.id,
                        name=right.__name__,
                        check=result.id,
                        message=result.message,
                    )
        for mistake in task.mistakes:
            results = run_function(rubric, task, mistake.made_in(task.right))
            where = f"{rubric.lab.id}, {task.id}: {mistake.function.__name__}"
            named = named_causes(results)
            if sum(result.points or 0 for result in results) >= sum(c.points for c in task.checks):
                yield Text("{where} loses no points", "{where} 沒有扣分").format(where=where)
            # Where inputs cannot tell them apart, another name for the same results will do.
            elif mistake.cause.id not in named:
                yield Text(
                    "{where} is not named: expected {cause}; got {named}",
                    "{where} 沒有被認出：應為 {cause}；得到 {named}",
                ).format(where=where, cause=mistake.cause.id, named=", ".join(sorted(named)) or "–")
