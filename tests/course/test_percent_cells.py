"""Languages: each build keeps one, and both must be complete."""

from __future__ import annotations

import pytest

from fundamentals.course import read_solution
from fundamentals.errors import CourseError
from fundamentals.manifest import Course

TASKS = """\
# %%
def add(a, b):
    # BEGIN SOLUTION 1.1
    return a + b
    # END SOLUTION


# %%
def double(a):
    # BEGIN SOLUTION 1.2
    return 2 * a
    # END SOLUTION
"""
HEADER = {"en": '# %% [markdown] lang="en"\n', "zh": '# %% [markdown] lang="zh-Hant"\n'}
CODE = {"en": '# %% lang="en"\n', "zh": '# %% lang="zh-Hant"\n'}


def text_in(course: Course, language: str, prose: str) -> str:
    course.labs[0].solution_path.write_text(prose + TASKS, "utf-8")
    text = read_solution(course.labs[0]).text(language)
    assert text.endswith(TASKS)
    return text.removesuffix(TASKS)


@pytest.mark.parametrize(
    ("prose", "english", "chinese"),
    [
        (
            HEADER["en"] + "# a\n\n" + HEADER["zh"] + "# 甲\n\n\n",
            HEADER["en"] + "# a\n\n\n",
            HEADER["zh"] + "# 甲\n\n\n",
        ),
        (
            HEADER["zh"] + "# 甲\n\n" + HEADER["en"] + "# a\n\n\n",
            HEADER["en"] + "# a\n\n\n",
            HEADER["zh"] + "# 甲\n\n\n",
        ),
        (
            "# %% [markdown]\n# both\n\n" + CODE["en"] + "a = 1\n\n" + CODE["zh"] + "a = 2\n",
            "# %% [markdown]\n# both\n\n" + CODE["en"] + "a = 1\n",
            "# %% [markdown]\n# both\n\n" + CODE["zh"] + "a = 2\n",
        ),
        (
            HEADER["en"]
            + "# a\n\n"
            + HEADER["en"]
            + "# b\n\n\n"
            + HEADER["zh"]
            + "# 甲\n"
            + HEADER["zh"]
            + "# 乙\n\n",
            HEADER["en"] + "# a\n\n" + HEADER["en"] + "# b\n\n",
            HEADER["zh"] + "# 甲\n" + HEADER["zh"] + "# 乙\n\n",
        ),
        ("import this\n\n", "import this\n\n", "import this\n\n"),
    ],
    ids=["a pair", "a pair, Chinese first", "a pair of code", "two and two", "no cell"],
)
def test_a_run_keeps_one_language_and_the_blank_lines_at_its_end(
    course: Course, prose: str, english: str, chinese: str
) -> None:
    assert text_in(course, "en", prose) == english
    assert text_in(course, "zh-Hant", prose) == chinese


@pytest.mark.parametrize(
    ("prose", "line"),
    [
        (HEADER["en"] + "# a\n\n", 1),
        (HEADER["zh"] + "# 甲\n\n", 1),
        (HEADER["en"] + "# a\n\n# %%\nb = 1\n\n" + HEADER["zh"] + "# 甲\n\n", 1),
        (HEADER["en"] + "# a\n" + HEADER["zh"] + "# 甲\n" + HEADER["en"] + "# b\n\n", 5),
        (HEADER["en"] + "# a\n" + CODE["zh"] + "b = 1\n\n", 1),
    ],
    ids=["English only", "Chinese only", "code between", "one of two", "prose beside code"],
)
def test_a_cell_without_its_translation_is_refused(course: Course, prose: str, line: int) -> None:
    message = rf"solution\.py:{line}: a cell without its translation"
    with pytest.raises(CourseError, match=message):
        text_in(course, "en", prose)


def test_an_unknown_language_is_refused(course: Course) -> None:
    with pytest.raises(CourseError, match=r'solution\.py:1: a cell with lang="zh-TW"'):
        text_in(course, "en", '# %% [markdown] lang="zh-TW"\n# 甲\n')


def test_a_task_in_a_cell_of_one_language_is_refused(course: Course) -> None:
    path = course.labs[0].solution_path
    first, second = TASKS.split("\n\n\n")
    lines = [CODE["en"].rstrip(), *first.splitlines()[1:], "", CODE["zh"].rstrip(), "b = 1", ""]
    path.write_text("\n".join(lines) + "\n\n" + second, "utf-8")
    with pytest.raises(CourseError, match=r"solution\.py:3: region 1\.1 lies in a cell of one"):
        read_solution(course.labs[0])
