"""The worked example under each task shows what the solution returns."""

from __future__ import annotations

import pytest

from fundamentals.course import with_examples, write_examples
from fundamentals.manifest import Course, find_course

EXAMPLE = """

# %% [markdown]
# ```
# >>> add(1, 2)
# 4
# >>> [add(number, 1)
# ...  for number in range(2)]
# ```
"""


def test_outputs_are_computed_and_everything_else_stays(course: Course) -> None:
    path = course.labs[0].solution_path
    before = path.read_text("utf-8")
    path.write_text(before + EXAMPLE, "utf-8")
    assert len(write_examples(course.labs)) == 1
    after = EXAMPLE.replace("# 4\n", "# 3\n").replace("range(2)]\n", "range(2)]\n# [1, 2]\n")
    assert path.read_text("utf-8") == before + after
    assert write_examples(course.labs) == []


@pytest.mark.slow
def test_the_labs_examples_are_up_to_date() -> None:
    for lab in find_course().labs:
        assert with_examples(lab) == lab.solution_path.read_text("utf-8"), (
            "fundamentals labs build --examples"
        )
