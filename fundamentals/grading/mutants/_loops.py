"""Loops that end early, begin late or run in reverse."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fundamentals.grading.mutants._describe import loop_of
from fundamentals.grading.mutants._source_pieces import added, call, number, sliced
from fundamentals.grading.mutants._steps import Edit, Steps, place_at

Loop = ast.For | ast.comprehension


def loops(steps: Steps) -> Iterator[tuple[Loop, ast.expr]]:
    """Yield each loop of ``steps`` with what it runs over."""
    for node in steps.nodes:
        if isinstance(node, ast.For | ast.comprehension):
            yield node, node.iter


def bounds(steps: Steps) -> Iterator[Edit]:
    """Yield loops over too few, too many or different steps."""
    for loop, over in loops(steps):
        things = loop_of(steps, loop)
        for cause, other in _others(over):
            yield Edit(cause, {"things": things}, {over: place_at(other, over)})


def _others(over: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if _is_range(over):
        assert isinstance(over, ast.Call)
        start = over.args[0] if len(over.args) > 1 else number(0)
        stop, stride = over.args[min(1, len(over.args) - 1)], over.args[2:]
        yield "loop-ends-early", call("range", start, added(stop, -1), *stride)
        yield "loop-starts-late", call("range", added(start, 1), stop, *stride)
        yield "loop-ends-late", call("range", start, added(stop, 1), *stride)
        yield "loop-first-only", call("range", start, added(start, 1))
        yield "loop-last-only", call("range", added(stop, -1), stop)
        yield "loop-skips", call("range", start, stop, number(2))
    else:
        array = over if isinstance(over, ast.List) else call("list", over)
        yield "loop-ends-early", sliced(array, None, -1)
        yield "loop-starts-late", sliced(array, 1, None)
        yield "loop-first-only", sliced(array, 0, 1)
        yield "loop-last-only", sliced(array, -1, None)
    yield "loop-backwards", call("reversed", over)


def _is_range(over: ast.expr) -> bool:
    return (
        isinstance(over, ast.Call) and isinstance(over.func, ast.Name) and over.func.id == "range"
    )
