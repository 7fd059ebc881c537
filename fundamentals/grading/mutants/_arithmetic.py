"""Sums, products, comparisons and numbers that are slightly wrong."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fundamentals.grading.mutants._describe import condition, term, where
from fundamentals.grading.mutants._source_pieces import call, is_number, number
from fundamentals.grading.mutants._steps import Edit, Steps, place_at
from fundamentals.language import Text

_OPERATORS: dict[type[ast.operator], tuple[tuple[str, type[ast.operator]], ...]] = {
    ast.Add: (("subtracted", ast.Sub), ("multiplied", ast.Mult)),
    ast.Sub: (("added", ast.Add),),
    ast.Mult: (("added", ast.Add), ("divided", ast.Div), ("subtracted", ast.Sub)),
    ast.Div: (("multiplied", ast.Mult), ("decimals-divided-off", ast.FloorDiv)),
    ast.FloorDiv: (("divided-with-decimals", ast.Div), ("multiplied", ast.Mult)),
    ast.MatMult: (("elementwise", ast.Mult),),
}
_PRODUCTS = ast.Mult | ast.Div | ast.FloorDiv
_ORDERED = ast.Sub | ast.Div | ast.FloorDiv | ast.MatMult | ast.Pow


def operators(steps: Steps) -> Iterator[Edit]:
    """Yield operations in place of others."""
    for node in steps.nodes:
        if isinstance(node, ast.BinOp):
            left, right = node.left, node.right
        elif isinstance(node, ast.AugAssign):
            left, right = node.target, node.value
        else:
            continue
        slots = {"where": where(steps, node), "term": term(steps, right)}
        for cause, other in _OPERATORS.get(type(node.op), ()):
            # An operator is no node of its own: the parser shares it.
            if isinstance(node, ast.BinOp):
                changed: ast.AST = ast.BinOp(left, other(), right)
            else:
                changed = ast.AugAssign(node.target, other(), right)
            yield Edit(cause, slots, {node: place_at(changed, node)})
        if isinstance(node, ast.BinOp):
            yield from _further(steps, node)


def _further(steps: Steps, node: ast.BinOp) -> Iterator[Edit]:
    slots = {"where": where(steps, node)}
    if isinstance(node.op, _ORDERED) and not isinstance(node.op, ast.Pow):
        turned = place_at(ast.BinOp(node.right, node.op, node.left), node)
        yield Edit("sides-swapped", slots, {node: turned})
    if isinstance(node.op, ast.FloorDiv):
        # Rounded up: minus the quotient of the negative, rounded down.
        negative = ast.UnaryOp(ast.USub(), node.left)
        up = ast.UnaryOp(ast.USub(), ast.BinOp(negative, ast.FloorDiv(), node.right))
        yield Edit("rounded-up", slots, {node: place_at(up, node)})
        nearest = call("round", ast.BinOp(node.left, ast.Div(), node.right))
        yield Edit("rounded-up", slots, {node: place_at(nearest, node)})
    if isinstance(node.op, ast.Pow) and is_number(node.right, 2):
        doubled = place_at(ast.BinOp(node.left, ast.Mult(), number(2)), node)
        yield Edit("doubled-not-squared", slots, {node: doubled})
        absolute = place_at(call("abs", node.left), node)
        yield Edit("absolute-not-squared", slots, {node: absolute})


def missing(steps: Steps) -> Iterator[Edit]:
    """Yield terms and factors that are missing."""
    for node in steps.nodes:
        if not isinstance(node, ast.BinOp):
            continue
        place = where(steps, node)
        if isinstance(node.op, ast.Pow):
            yield Edit("square-missing", {"where": place}, {node: node.left})
            continue
        slots = {"where": place, "term": term(steps, node.right)}
        yield Edit("term-missing", slots, {node: node.left})
        left = node.left
        if isinstance(node.op, ast.Sub):
            left = place_at(ast.UnaryOp(ast.USub(), node.right), node)
        elif isinstance(node.op, ast.Div):
            left = place_at(ast.BinOp(number(1), ast.Div(), node.right), node)
        else:
            left = node.right
        slots = {"where": place, "term": term(steps, node.left)}
        yield Edit("term-missing", slots, {node: left})


def regrouped(steps: Steps) -> Iterator[Edit]:
    """Yield operations in the wrong order: missing or superfluous brackets."""
    for node in steps.nodes:
        slots = {"where": where(steps, node)}
        if isinstance(node, ast.Call) and len(node.args) == 1:
            yield from _closed_too_early(node, slots)
        if not isinstance(node, ast.BinOp):
            continue
        if isinstance(node.op, ast.Add | ast.Sub):
            yield from _factor_moved(steps, node)
            yield from _factor_of_whole_sum(node, slots)
        if isinstance(node.left, ast.BinOp):
            inner = node.left
            after = ast.BinOp(inner.right, node.op, node.right)
            other = place_at(ast.BinOp(inner.left, inner.op, after), node)
            yield Edit("brackets", slots, {node: other})
            if isinstance(node.op, _PRODUCTS) and isinstance(inner.op, ast.Add | ast.Sub):
                first = ast.BinOp(inner.left, node.op, node.right)
                other = place_at(ast.BinOp(first, inner.op, inner.right), node)
                yield Edit("brackets", slots, {node: other})
        if isinstance(node.right, ast.BinOp):
            inner = node.right
            before = ast.BinOp(node.left, node.op, inner.left)
            other = place_at(ast.BinOp(before, inner.op, inner.right), node)
            yield Edit("brackets", slots, {node: other})


def _closed_too_early(node: ast.Call, slots: dict[str, Text]) -> Iterator[Edit]:
    """Yield ``f(a) - b`` for ``f(a - b)``: a bracket that closes too early."""
    inside = node.args[0]
    if isinstance(inside, ast.BinOp):
        left = ast.Call(node.func, [inside.left], node.keywords)
        other = place_at(ast.BinOp(left, inside.op, inside.right), node)
        yield Edit("bracket-too-early", slots, {node: other})


def _factor_of_whole_sum(node: ast.BinOp, slots: dict[str, Text]) -> Iterator[Edit]:
    """Yield ``a * (b + c - d)`` for ``a * b + c - d``: a bracket around everything that follows."""
    terms: list[ast.BinOp] = []
    first: ast.expr = node
    while isinstance(first, ast.BinOp) and isinstance(first.op, ast.Add | ast.Sub):
        terms.append(first)
        first = first.left
    # A single term is regrouped like any other operation.
    if len(terms) < 2 or not (isinstance(first, ast.BinOp) and isinstance(first.op, ast.Mult)):
        return
    inside = first.right
    for sum_ in reversed(terms):
        inside = ast.BinOp(inside, sum_.op, sum_.right)
    yield Edit("brackets", slots, {node: place_at(ast.BinOp(first.left, ast.Mult(), inside), node)})


def _factor_moved(steps: Steps, node: ast.BinOp) -> Iterator[Edit]:
    """Yield sums with a factor on the other term: ``a + b * c`` for ``a * b + c``."""
    left, right = node.left, node.right
    if isinstance(left, ast.BinOp) and isinstance(left.op, ast.Mult):
        first, factor = left.left, left.right
        second: ast.expr = ast.BinOp(factor, ast.Mult(), right)
    elif isinstance(right, ast.BinOp) and isinstance(right.op, ast.Mult):
        factor, second = right.left, right.right
        first = ast.BinOp(left, ast.Mult(), factor)
    else:
        return
    moved = place_at(ast.BinOp(first, node.op, second), node)
    slots = {"where": where(steps, node), "term": term(steps, factor)}
    yield Edit("factor-on-other-term", slots, {node: moved})


def numbers(steps: Steps) -> Iterator[Edit]:
    """Yield numbers that are one too large or too small, or have the wrong sign."""
    for node in steps.nodes:
        if not is_number(node) or isinstance(steps.parents[node], ast.keyword | ast.arguments):
            continue
        if isinstance(steps.parents[node], ast.UnaryOp) or _is_axis(steps, node):
            continue
        value = node.value  # type: ignore[attr-defined]
        slots = {"where": where(steps, node)}
        for cause, other in _other_numbers(value):
            yield Edit(cause, slots, {node: place_at(number(other), node)})


def _other_numbers(value: float) -> Iterator[tuple[str, float]]:
    if float(value).is_integer():
        yield "number-too-small", value - 1
        yield "number-too-large", value + 1
        if value:
            yield "number-other-sign", -value
            yield "number-double", 2 * value
    if value:
        yield "number-half", value / 2
        yield "number-ignored", 0
    yield "number-is-one", 1


def _is_axis(steps: Steps, node: ast.AST) -> bool:
    """Return whether a number chooses an axis: ``axis=1``, ``image.shape[0]``."""
    for above in steps.ancestors(node):
        if isinstance(above, ast.keyword):
            return True
        if isinstance(above, ast.Subscript):
            array = above.value
            return isinstance(array, ast.Attribute) and array.attr == "shape"
        if isinstance(above, ast.stmt):
            return False
    return False


_COMPARISONS: dict[type[ast.cmpop], tuple[tuple[str, type[ast.cmpop]], ...]] = {
    ast.Lt: (("boundary-counted", ast.LtE), ("comparison-reversed", ast.Gt)),
    ast.LtE: (("boundary-left-out", ast.Lt), ("comparison-reversed", ast.GtE)),
    ast.Gt: (("boundary-counted", ast.GtE), ("comparison-reversed", ast.Lt)),
    ast.GtE: (("boundary-left-out", ast.Gt), ("comparison-reversed", ast.LtE)),
    ast.Eq: (("comparison-reversed", ast.NotEq), ("up-to-not-equal", ast.LtE)),
    ast.NotEq: (("comparison-reversed", ast.Eq),),
}


def comparisons(steps: Steps) -> Iterator[Edit]:
    """Yield comparisons that wrongly include or exclude the boundary, or are reversed."""
    for node in steps.nodes:
        if not isinstance(node, ast.Compare):
            continue
        for place, operator in enumerate(node.ops):
            for cause, other in _COMPARISONS.get(type(operator), ()):
                changed = list(node.ops)
                changed[place] = other()
                compared = place_at(ast.Compare(node.left, changed, node.comparators), node)
                slots = {"term": term(steps, node.comparators[place]), "where": where(steps, node)}
                yield Edit(cause, slots, {node: compared})
        if len(node.ops) == 2:
            middle, last = node.comparators
            for compared in (
                ast.Compare(node.left, node.ops[:1], [middle]),
                ast.Compare(middle, node.ops[1:], [last]),
            ):
                slots = {"condition": condition(steps, middle)}
                yield Edit("condition-half", slots, {node: place_at(compared, node)})


def conditions(steps: Steps) -> Iterator[Edit]:
    """Yield conditions with a missing part, and ``or`` for ``and``."""
    for node in steps.nodes:
        if not isinstance(node, ast.BoolOp):
            continue
        for part in node.values:
            rest = [other for other in node.values if other is not part]
            kept = rest[0] if len(rest) == 1 else place_at(ast.BoolOp(node.op, rest), node)
            yield Edit("condition-half", {"condition": condition(steps, part)}, {node: kept})
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield Edit("and-or-swapped", {}, {node: place_at(ast.BoolOp(other, node.values), node)})
