"""Positions and slices that are off by one, and transformed arrays."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator, Sequence

from fundamentals.grading.mutants._describe import RESULT, array_of, loop_of, term, where
from fundamentals.grading.mutants._source_pieces import added, number
from fundamentals.grading.mutants._steps import Edit, Steps, place_at
from fundamentals.language import Text

_TURNS = (
    ("array-transposed", "{}.T"),
    ("array-flipped", "{}[::-1]"),
    ("array-flipped", "{}[:, ::-1]"),
    ("array-flipped", "{}[::-1, ::-1]"),
    ("array-flipped", "{}[:, :, ::-1]"),
    ("array-last-missing", "{}[:-1]"),
    ("array-first-missing", "{}[1:]"),
    ("array-last-missing", "{}[:, :-1]"),
    ("array-first-missing", "{}[:, 1:]"),
    ("array-last-missing", "{}[:-1, :-1]"),
    ("array-first-missing", "{}[1:, 1:]"),
    ("array-first-only", "{}[:1]"),
    ("array-turned", "np.rot90({})"),
    ("array-turned", "np.rot90({}, -1)"),
    ("array-sorted", "np.sort({})"),
    ("array-centered", "({0} - np.mean({0}))"),
    ("array-scaled", "({0} / np.sum({0}))"),
    ("array-scaled", "({0} / np.sum(np.abs({0})))"),
    ("array-scaled", "({0} / np.max({0}))"),
    ("array-scaled", "({0} / np.linalg.norm({0}))"),
    ("array-scaled", "({0} / len({0}))"),
    ("array-absolute", "np.abs({})"),
    ("array-squared", "{} ** 2"),
    ("array-cut-at-zero", "np.maximum({}, 0)"),
)
# What can happen to a single number, too.
_CHANGES = _TURNS[-3:]


def _subscripts(steps: Steps) -> Iterator[tuple[ast.Subscript, Sequence[ast.expr]]]:
    for node in steps.nodes:
        if isinstance(node, ast.Subscript):
            inside = node.slice
            # The lengths of axes are another matter.
            if not (isinstance(node.value, ast.Attribute) and node.value.attr == "shape"):
                yield node, inside.elts if isinstance(inside, ast.Tuple) else [inside]


def indices(steps: Steps) -> Iterator[Edit]:
    """Yield positions that are off by one, always the same, or in the wrong order."""
    for node, places in _subscripts(steps):
        array = array_of(steps, node)
        for place in places:
            if isinstance(place, ast.Slice | ast.Constant | ast.UnaryOp):
                continue
            slots = {"array": array, "axis": _axis(places, place)}
            for cause, value in (
                ("index-behind", added(place, -1)),
                ("index-ahead", added(place, 1)),
                ("index-always-first", number(0)),
                ("index-always-last", number(-1)),
            ):
                yield Edit(cause, slots, {place: place_at(value, place)})
        for first, second in itertools.pairwise(places):
            yield Edit("indices-swapped", {"array": array}, {first: second, second: first})
        if len(places) == 1 and isinstance(places[0], ast.UnaryOp | ast.Constant):
            yield from _other_end(node, places[0], array)


def _other_end(node: ast.Subscript, place: ast.expr, array: Text) -> Iterator[Edit]:
    """Yield the first element for the last, and its neighbor."""
    code = ast.unparse(place)
    for cause, value in {
        "0": (("last-for-first", -1), ("index-ahead", 1)),
        "-1": (("first-for-last", 0), ("index-behind", -2)),
    }.get(code, ()):
        slots = {"array": array, "axis": Text("", "")}
        yield Edit(cause, slots, {place: place_at(number(value), place)})


def _axis(places: Sequence[ast.expr], place: ast.expr) -> Text:
    if len(places) != 2:
        return Text("", "")
    if place is places[0]:
        return Text(" (counted in rows)", "（以列計）")
    return Text(" (counted in columns)", "（以行計）")


def slices(steps: Steps) -> Iterator[Edit]:
    """Yield slices that begin or end off by one, or have no beginning or end."""
    for node, places in _subscripts(steps):
        for place in places:
            if isinstance(place, ast.Slice):
                slots = {"array": array_of(steps, node), "axis": _axis(places, place)}
                for cause, other in _other_slices(place):
                    yield Edit(cause, slots, {place: place_at(other, place)})


def _other_slices(place: ast.Slice) -> Iterator[tuple[str, ast.Slice]]:
    lower, upper, step = place.lower, place.upper, place.step
    if upper is not None:
        yield "slice-short", ast.Slice(lower, added(upper, -1), step)
        yield "slice-long", ast.Slice(lower, added(upper, 1), step)
        yield "slice-without-end", ast.Slice(lower, None, step)
    if lower is not None:
        yield "slice-begins-late", ast.Slice(added(lower, 1), upper, step)
        yield "slice-begins-early", ast.Slice(added(lower, -1), upper, step)
        yield "slice-from-start", ast.Slice(None, upper, step)
    if lower is not None and upper is not None:
        yield "slice-of-all", ast.Slice(None, None, step)
        both = ast.Slice(added(lower, 1), added(upper, 1), step)
        yield "slice-shifted", both
        yield "slice-shifted", ast.Slice(added(lower, -1), added(upper, -1), step)
    if lower is None and upper is None:
        yield "slice-short", ast.Slice(None, number(-1), step)
        yield "slice-begins-late", ast.Slice(number(1), None, step)
        yield "slice-first-only", ast.Slice(None, number(1), step)


def backwards(steps: Steps) -> Iterator[Edit]:
    """Yield positions that are counted from the other end in one place of a loop."""
    for loop in steps.nodes:
        if not isinstance(loop, ast.For) or not isinstance(loop.target, ast.Name):
            continue
        if not isinstance(loop.iter, ast.Call) or len(loop.iter.args) != 1:
            continue
        for node in ast.walk(loop):
            if (
                isinstance(node, ast.Name)
                and node.id == loop.target.id
                and node is not loop.target
                and isinstance(node.ctx, ast.Load)
            ):
                last = added(loop.iter.args[0], -1)
                other = place_at(ast.BinOp(last, ast.Sub(), node), node)
                slots = {"where": where(steps, node), "things": loop_of(steps, loop)}
                yield Edit("counted-backwards", slots, {node: other})


def turned(steps: Steps, arrays: set[str]) -> Iterator[Edit]:
    """Yield arrays, and results, that are transposed, flipped, cut, sorted or squared."""
    for node in steps.nodes:
        changes: Sequence[tuple[str, str]] = _TURNS
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            counted = isinstance(steps.parents[node], ast.Call) and _is_len(steps.parents[node])
            if counted or node.id in steps.counters or not steps.knows(node.id):
                continue
            slots = {"array": term(steps, node)}
            changes = _TURNS if node.id in arrays else _CHANGES
        elif isinstance(node, ast.Return) and node.value is not None:
            node, slots = node.value, {"array": RESULT}
        else:
            continue
        for cause, pattern in changes:
            yield Edit(cause, slots, {node: place_at(_pattern(pattern, node), node)})


def _is_len(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len"


def _pattern(pattern: str, node: ast.expr) -> ast.expr:
    """Return the expression ``pattern`` with ``node`` in its gap."""
    tree = ast.parse(pattern.format("_gap_"), mode="eval").body
    for inner in ast.walk(tree):
        for field, value in ast.iter_fields(inner):
            if isinstance(value, ast.Name) and value.id == "_gap_":
                setattr(inner, field, node)
            elif isinstance(value, list):
                setattr(
                    inner,
                    field,
                    [
                        node if isinstance(one, ast.Name) and one.id == "_gap_" else one
                        for one in value
                    ],
                )
    return tree
