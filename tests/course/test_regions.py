"""Regions: finding them, and refusing malformed ones by file and line."""

from __future__ import annotations

import textwrap

import pytest

from fundamentals.course import read_solution
from fundamentals.errors import CourseError
from fundamentals.manifest import Course

DOUBLE = """
def double(a):
    # BEGIN SOLUTION 1.2
    return 2 * a
    # END SOLUTION
"""


def write(course: Course, source: str) -> None:
    course.labs[0].solution_path.write_text(textwrap.dedent(source).lstrip() + DOUBLE, "utf-8")


@pytest.mark.parametrize(
    "source",
    [
        """
        def add(a, b):
            if a:
                # BEGIN SOLUTION 1.1
                return a + b
                # END SOLUTION
            return b
        """,
        """
        def add(a, b):
            text = "# BEGIN SOLUTION 1.1"  # of BEGIN SOLUTION, only spoken
            # BEGIN SOLUTION 1.1

            def helper(c):
                return c

            # A comment of the solution.
            return helper(
        a) + b
            # END SOLUTION
        """,
        """
        @staticmethod
        def add(a, b):
            # BEGIN SOLUTION 1.1
            pass

            # END SOLUTION
        """,
    ],
    ids=["in a nested block", "with a helper and a string", "at the end of a decorated function"],
)
def test_a_region_of_whole_statements_is_found(course: Course, source: str) -> None:
    write(course, source)
    solution = read_solution(course.labs[0])
    region = solution.regions[0]
    assert region.task == "1.1"
    assert solution.lines[region.first - 1] == " " * region.indent + "# BEGIN SOLUTION 1.1\n"
    assert solution.lines[region.last - 1] == " " * region.indent + "# END SOLUTION\n"


REFUSED = {
    "nested": (
        """
        def add(a, b):
            # BEGIN SOLUTION 1.1
            # BEGIN SOLUTION 1.2
            return a + b
            # END SOLUTION
        """,
        r"solution\.py:3: region 1\.2 begins inside region 1\.1",
    ),
    "unclosed, before another": (
        """
        def add(a, b):
            # BEGIN SOLUTION 1.1
            return a + b
        """,
        r"solution\.py:6: region 1\.2 begins inside region 1\.1",
    ),
    "closed twice": (
        """
        def add(a, b):
            # BEGIN SOLUTION 1.1
            return a + b
            # END SOLUTION
            # END SOLUTION
        """,
        r"solution\.py:5: END SOLUTION without a BEGIN",
    ),
    "of an unknown task": (
        """
        def add(a, b):
            # BEGIN SOLUTION 1.9
            return a + b
            # END SOLUTION
        """,
        r"solution\.py:2: lab01_sums has no task 1\.9[\s\S]*one of 1\.1, 1\.2",
    ),
    "used twice": (
        """
        def add(a, b):
            # BEGIN SOLUTION 1.1
            total = a + b
            # END SOLUTION
            # BEGIN SOLUTION 1.1
            return total
            # END SOLUTION
        """,
        r"solution\.py:5: a second region 1\.1",
    ),
    "missing": ("", r"solution\.py:1: task 1\.1 has no region"),
    "outside a function": (
        """
        # BEGIN SOLUTION 1.1
        total = 1
        # END SOLUTION
        """,
        r"solution\.py:1: region 1\.1 lies outside the module's functions",
    ),
    "below its function": (
        """
        def add(a, b):
            return a + b

        # BEGIN SOLUTION 1.1
        total = 1
        # END SOLUTION
        """,
        r"solution\.py:4: region 1\.1 lies outside the module's functions",
    ),
    "around a function": (
        """
        # BEGIN SOLUTION 1.1
        def add(a, b):
            return a + b
        # END SOLUTION
        """,
        r"solution\.py:1: region 1\.1 lies outside",
    ),
    "in a method": (
        """
        class Adder:
            def add(a, b):
                # BEGIN SOLUTION 1.1
                return a + b
                # END SOLUTION
        """,
        r"solution\.py:3: region 1\.1 lies outside",
    ),
    "in an inner function": (
        """
        def add(a, b):
            def inner():
                # BEGIN SOLUTION 1.1
                return a + b
                # END SOLUTION
            return inner()
        """,
        r"solution\.py:3: region 1\.1 lies outside",
    ),
    "in another function": (
        """
        def sum_up(a, b):
            # BEGIN SOLUTION 1.1
            return a + b
            # END SOLUTION
        """,
        r"solution\.py:2: region 1\.1 lies in sum_up[\s\S]*Expected: in add",
    ),
    "without code": (
        """
        def add(a, b):
            # BEGIN SOLUTION 1.1
            # nothing
            # END SOLUTION
            return a + b
        """,
        r"solution\.py:2: region 1\.1 holds no code",
    ),
    "cutting the end of a statement": (
        """
        def add(a, b):
            # BEGIN SOLUTION 1.1
            return sum((
            # END SOLUTION
                a, b))
        """,
        r"solution\.py:3: region 1\.1 holds only a part of a statement",
    ),
    "cutting the start of a statement": (
        """
        def add(a, b):
            total = (
            # BEGIN SOLUTION 1.1
                a + b)
            return total
            # END SOLUTION
        """,
        r"solution\.py:4: region 1\.1 holds only a part of a statement",
    ),
    "inside an expression": (
        """
        def add(a, b):
            return (
                # BEGIN SOLUTION 1.1
                # END SOLUTION
                a + b)
        """,
        r"solution\.py:3: region 1\.1 holds no code",
    ),
    "across an else": (
        """
        def add(a, b):
            if a:
                # BEGIN SOLUTION 1.1
                return a + b
            else:
                # END SOLUTION
                return b
        """,
        r"solution\.py:5: region 1\.1 holds only a part of a statement",
    ),
    "out of a block": (
        """
        def add(a, b):
            if a:
                # BEGIN SOLUTION 1.1
                a += b
            return a
            # END SOLUTION
        """,
        r"solution\.py:3: region 1\.1 and its code are not indented alike",
    ),
    "indented otherwise than its code": (
        """
        def add(a, b):
                # BEGIN SOLUTION 1.1
            return a + b
            # END SOLUTION
        """,
        r"solution\.py:2: region 1\.1 and its code are not indented alike",
    ),
    "indented less than its first statement": (
        """
        def add(a, b):
            if a:
            # BEGIN SOLUTION 1.1
                a += b
            return a
            # END SOLUTION
        """,
        r"solution\.py:3: region 1\.1 and its code are not indented alike",
    ),
    "between a decorator and its function": (
        """
        def add(a, b):
            @staticmethod
            # BEGIN SOLUTION 1.1
            def inner():
                return a + b
            return inner()
            # END SOLUTION
        """,
        r"solution\.py:4: region 1\.1 holds only a part of a statement",
    ),
    "over the docstring": (
        '''
        def add(a, b):
            # BEGIN SOLUTION 1.1
            """Add."""
            return a + b
            # END SOLUTION
        ''',
        r"solution\.py:2: region 1\.1 would hide the docstring",
    ),
    "without a task": (
        """
        def add(a, b):
            # BEGIN SOLUTION
            return a + b
            # END SOLUTION
        """,
        r"solution\.py:2: malformed marker: # BEGIN SOLUTION",
    ),
    "with a careless marker": (
        """
        def add(a, b):
            #begin solution 1.1
            return a + b
            # END SOLUTION
        """,
        r"solution\.py:2: malformed marker: #begin solution 1\.1",
    ),
    "with a marker behind code": (
        """
        def add(a, b):
            # BEGIN SOLUTION 1.1
            return a + b  # END SOLUTION
        """,
        r"solution\.py:3: malformed marker: return a \+ b",
    ),
    "in what is not Python": (
        """
        def add(a, b:
            # BEGIN SOLUTION 1.1
            return a + b
            # END SOLUTION
        """,
        r"solution\.py:1: .*[\s\S]*Expected: Python code",
    ),
}


@pytest.mark.parametrize(("source", "message"), REFUSED.values(), ids=REFUSED)
def test_a_region_is_refused_by_file_and_line(course: Course, source: str, message: str) -> None:
    write(course, source)
    with pytest.raises(CourseError, match=message):
        read_solution(course.labs[0])


def test_a_region_that_is_never_closed_is_refused(course: Course) -> None:
    path = course.labs[0].solution_path
    text = path.read_text("utf-8")
    end = text.rindex("    # END SOLUTION\n")
    path.write_text(text[:end] + text[end:].replace("    # END SOLUTION\n", ""), "utf-8")
    line = text[: text.index("# BEGIN SOLUTION 1.2")].count("\n") + 1
    with pytest.raises(CourseError, match=rf"solution\.py:{line}: region 1\.2 is never closed"):
        read_solution(course.labs[0])


def test_a_missing_solution_is_refused(course: Course) -> None:
    course.labs[0].solution_path.unlink()
    with pytest.raises(CourseError, match=r"lab01_sums: .*No such file"):
        read_solution(course.labs[0])
