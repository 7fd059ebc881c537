"""Numbers that decide marks, and the docstrings that must state them.

A rubric annotates each constant that a check compares with::

    # Seven times the reference; a network of this size still trains within the time limit.
    _MOST_PARAMETERS: Annotated[int, Stated("9.1")] = 300_000

The constant stays a plain number. The docstring of every named task must state it, in an English
sentence and in a Chinese one; ``fundamentals labs check`` and the tests verify this. If learners
need not know a number, its annotation says why::

    _ROUNDING: Annotated[float, Unstated("the learning rate is a float32")] = 1.001

A literal number in a comparison that decides a check fails the tests: give it a name and one of
these annotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import get_args, get_type_hints

from fundamentals.language import LANGUAGES, holds_chinese


class Stated:
    """Annotates a number that decides points and that the docstrings of ``tasks`` must state.

    Each number of a tuple must be stated.
    """

    def __init__(self, *tasks: str) -> None:
        self.tasks = tasks


class Unstated:
    """Annotates a number that checks use and that no docstring needs to state.

    Args:
        reason: Why no right answer loses points because of it.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason


@dataclass(frozen=True)
class StatedNumber:
    """A number that the docstring of a task must state.

    Attributes:
        name: Name of the constant in the rubric.
        value: The number.
        task: Id of the task.
    """

    name: str
    value: float
    task: str


def stated_numbers(rubric: ModuleType) -> Iterator[StatedNumber]:
    """Yield every number of the module ``rubric`` that a docstring must state."""
    for name, hint in get_type_hints(rubric, include_extras=True).items():
        for stated in get_args(hint)[1:]:
            if not isinstance(stated, Stated):
                continue
            value = getattr(rubric, name)
            for number in value if isinstance(value, tuple) else (value,):
                yield from (StatedNumber(name, number, task) for task in stated.tasks)


def missing_languages(docstring: str, value: float) -> tuple[str, ...]:
    """Return the languages in which ``docstring`` does not state ``value``.

    Docstrings of labs hold English sentences and Chinese ones. Code in double backquotes, such as
    a shape, states nothing.
    """
    prose = " ".join(re.sub(r"``.*?``", " ", docstring, flags=re.DOTALL).split())
    sentences = re.split(r"(?<=[.;:])\s+|(?<=[。；：])", prose)
    stated = {
        "zh-Hant" if holds_chinese(sentence) else "en"
        for sentence in sentences
        if any(_occurs(spelling, sentence) for spelling in _spellings(value))
    }
    return tuple(language for language in LANGUAGES if language not in stated)


def _spellings(value: float) -> Iterator[str]:
    """Yield the spellings of ``value`` in a sentence: 700,000; 0.0003; 80 %."""
    yield f"{value:,}"
    yield f"{value:g}"
    yield f"{value:.10f}".rstrip("0").rstrip(".")
    if 0 < abs(value) < 1:
        yield f"{100 * value:g} %"
        yield f"{100 * value:g}%"


def _occurs(spelling: str, sentence: str) -> bool:
    """Return whether ``spelling`` occurs in ``sentence``, not as part of a longer number."""
    return bool(re.search(rf"(?<![\d.,]){re.escape(spelling)}(?![\d%]|[.,]\d)", sentence))
