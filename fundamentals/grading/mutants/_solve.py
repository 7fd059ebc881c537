"""Which number in the steps, with another value, would explain a submission's answers."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from fundamentals.grading.mutants._describe import where
from fundamentals.grading.mutants._source_pieces import is_number, name
from fundamentals.grading.mutants._steps import Edit, Steps, place_at
from fundamentals.language import Text

_NUMBER = "_number"
# Most answers change with a number along a straight line, or nearly so.
_MOST_STEPS, _CLOSE = 12, 1e-7


def other_numbers(
    steps: Steps, answer: Callable[[Callable[..., Any]], float], wanted: float
) -> Iterator[tuple[Edit, Callable[..., Any]]]:
    """Yield a number in ``steps`` that would need another value, and the function with that value.

    Args:
        steps: The right answer in steps.
        answer: Returns one number of a function's answer.
        wanted: The value of that number.
    """
    for node in steps.nodes:
        beside = ast.keyword | ast.UnaryOp | ast.arguments
        if not is_number(node) or isinstance(steps.parents[node], beside):
            continue
        made = steps.made([Edit("", {}, {node: place_at(name(_NUMBER), node)})])

        def at(value: float, made: Callable[..., Any] = made) -> float:
            made.__globals__[_NUMBER] = value
            return answer(made)

        value = _root(lambda value: at(value) - wanted, float(node.value))  # type: ignore[attr-defined]
        if value is not None:
            made.__globals__[_NUMBER] = value
            shown = Text(f"{value:.4g}", f"{value:.4g}")
            yield Edit("number-other", {"where": where(steps, node), "value": shown}, {}), made


def _root(function: Callable[[float], float], start: float) -> float | None:
    """Return where ``function`` is 0, by the secant method; None if it finds no such place."""
    try:
        first, second = start, start + max(1.0, abs(start)) / 8
        low, high = function(first), function(second)
        for _ in range(_MOST_STEPS):
            if not math.isfinite(high) or high == low:
                return None
            first, second, low = second, second - high * (second - first) / (high - low), high
            high = function(second)
            if abs(high) <= _CLOSE * max(1.0, abs(second)):
                nearest = round(second, 6)
                return nearest if abs(nearest - start) > np.finfo(float).eps else None
    except Exception:  # a number may be an index, or a length
        return None
    return None
