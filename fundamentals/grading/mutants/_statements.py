"""Statements that are missing, in the wrong order, or in the wrong loop."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from fundamentals.grading.mutants._describe import (
    RESULT,
    condition,
    loop_of,
    named,
    target_of,
    term,
)
from fundamentals.grading.mutants._source_pieces import call
from fundamentals.grading.mutants._steps import Edit, Steps, place_at

Statements = list[ast.stmt]


def _blocks(steps: Steps) -> Iterator[Statements]:
    for node in steps.nodes:
        for field in ("body", "orelse"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                yield block


def overwritten(steps: Steps) -> Iterator[Edit]:
    """Yield sums of which only the last term is left."""
    for node in steps.nodes:
        if isinstance(node, ast.AugAssign):
            target = node.target
            plain = place_at(ast.Assign([target], node.value), node)
            yield Edit("overwritten", {"what": target_of(steps, node)}, {node: plain})


def left_out(steps: Steps) -> Iterator[Edit]:
    """Yield statements that are missing."""
    seen: set[str] = set(steps.parameters)
    for node in steps.nodes:
        if isinstance(node, ast.Assign):
            target = node.targets[0]
            again = isinstance(target, ast.Name) and target.id in seen
            if again or isinstance(target, ast.Subscript):
                yield Edit("step-missing", {"what": target_of(steps, node)}, {node: []})
            seen |= {one.id for one in ast.walk(target) if isinstance(one, ast.Name)}
        elif isinstance(node, ast.AugAssign | ast.Expr) and not _is_text(node):
            yield Edit("step-missing", {"what": target_of(steps, node)}, {node: []})


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def not_reset(steps: Steps) -> Iterator[Edit]:
    """Yield statements that run once before a loop instead of in each round."""
    for loop in steps.nodes:
        if not isinstance(loop, ast.For):
            continue
        things = loop_of(steps, loop)
        for statement in loop.body:
            if isinstance(statement, ast.Assign) and not isinstance(
                statement.targets[0], ast.Subscript
            ):
                rest = [other for other in loop.body if other is not statement]
                once = _loop_with(loop, rest)
                slots = {"what": target_of(steps, statement), "things": things}
                yield Edit("not-reset", slots, {loop: [statement, once]})


def after_the_loop(steps: Steps) -> Iterator[Edit]:
    """Yield the end of a loop's body moved after the loop."""
    for loop in steps.nodes:
        if isinstance(loop, ast.For) and len(loop.body) > 1:
            *rest, last = loop.body
            slots = {"what": target_of(steps, last), "things": loop_of(steps, loop)}
            yield Edit("done-once", slots, {loop: [_loop_with(loop, rest), last]})


def inside_the_loop(steps: Steps) -> Iterator[Edit]:
    """Yield statements after a loop moved into it."""
    for block in _blocks(steps):
        for loop, following in itertools.pairwise(block):
            if not isinstance(loop, ast.For):
                continue
            things = loop_of(steps, loop)
            longer = _loop_with(loop, [*loop.body, following])
            if isinstance(following, ast.Return):
                yield Edit("returned-in-loop", {"things": things}, {loop: longer, following: []})
            elif not isinstance(following, ast.For):
                slots = {"what": target_of(steps, following), "things": things}
                yield Edit("done-in-each-round", slots, {loop: longer, following: []})


def _loop_with(loop: ast.For, body: Statements) -> ast.stmt:
    made: ast.stmt = place_at(ast.For(loop.target, loop.iter, body, []), loop)
    return made


def order(steps: Steps) -> Iterator[Edit]:
    """Yield two consecutive statements in the wrong order."""
    for block in _blocks(steps):
        for first, second in itertools.pairwise(block):
            if all(
                isinstance(one, ast.Assign | ast.AugAssign | ast.Expr) for one in (first, second)
            ):
                slots = {"first": target_of(steps, first), "second": target_of(steps, second)}
                if slots["first"] != slots["second"]:
                    yield Edit("steps-swapped", slots, {first: second, second: first})


def cases(steps: Steps) -> Iterator[Edit]:
    """Yield conditions that make no difference."""
    for node in steps.nodes:
        if isinstance(node, ast.If | ast.IfExp):
            for value in (True, False):
                test = place_at(ast.Constant(value), node)
                slots = {"condition": condition(steps, node.test)}
                cause = "condition-ignored" if value else "case-missing"
                yield Edit(cause, slots, {node.test: test})


def returned(steps: Steps) -> Iterator[Edit]:
    """Yield results in another order, and other results."""
    for node in steps.nodes:
        if not isinstance(node, ast.Return) or node.value is None:
            continue
        if isinstance(node.value, ast.Tuple) and len(node.value.elts) == 2:
            first, second = node.value.elts
            both = place_at(ast.Tuple([second, first], ast.Load()), node.value)
            yield Edit("results-swapped", {}, {node.value: both})
            for one, other in ((first, second), (second, first)):
                slots = {"used": term(steps, other), "right": term(steps, one)}
                same = place_at(ast.Tuple([other, other], ast.Load()), node.value)
                if one is second:
                    yield Edit("returned-twice", slots, {node.value: same})


def decimals(steps: Steps) -> Iterator[Edit]:
    """Yield values that were converted to integers on the way."""
    for node in steps.nodes:
        if isinstance(node, ast.Assign | ast.AugAssign):
            what = target_of(steps, node)
        elif isinstance(node, ast.Return) and node.value is not None:
            what = RESULT
        else:
            continue
        assert node.value is not None
        whole = place_at(call("np.trunc", node.value), node)
        yield Edit("decimals-lost", {"what": what}, {node.value: whole})


def begins(steps: Steps) -> Iterator[Edit]:
    """Yield arrays that start with other numbers than zeros."""
    for node in steps.nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            function = node.value.func
            if isinstance(function, ast.Attribute) and function.attr in _BEGINNINGS:
                other = place_at(
                    ast.Attribute(function.value, _BEGINNINGS[function.attr], ast.Load()), function
                )
                target = node.targets[0]
                what = named(steps, target.id) if isinstance(target, ast.Name) else RESULT
                yield Edit("begins-with-ones", {"what": what}, {function: other})


_BEGINNINGS = {"zeros": "ones", "zeros_like": "ones_like"}
