"""One quantity in place of another."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from fundamentals.grading.mutants import _calls
from fundamentals.grading.mutants._describe import term, where
from fundamentals.grading.mutants._source_pieces import added, name, number
from fundamentals.grading.mutants._way import Edit, Replacement, Way, located
from fundamentals.language import Text

_STEPS = (("value-too-small", -1), ("value-too-large", 1))

# What a learner may have tried a function with.
_FIXED = (1, 2, 3)


def _read(way: Way) -> list[ast.Name]:
    """Return the variables of ``way`` where they are read; not functions, not modules."""
    return [
        node
        for node in way.nodes
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and way.knows(node.id)
    ]


def _alike(way: Way, one: str, other: str, arrays: set[str]) -> bool:
    """Return whether a learner could confuse the two: arrays, positions, or quantities."""
    return one != other and all((one in kind) == (other in kind) for kind in (arrays, way.counters))


def swapped(way: Way, arrays: set[str]) -> Iterator[Edit]:
    """Yield two swapped quantities: everywhere, or in one statement."""
    reads = _read(way)
    for statement in (None, *dict.fromkeys(way.statement(node) for node in reads)):
        some = [node for node in reads if statement in (None, way.statement(node))]
        names = dict.fromkeys(node.id for node in some)
        for one, other in itertools.combinations(names, 2):
            if _alike(way, one, other, arrays):
                exchange = {one: other, other: one}
                new: dict[ast.AST, Replacement] = {
                    node: located(name(exchange[node.id]), node)
                    for node in some
                    if node.id in exchange
                }
                slots = {"one": _called(way, one), "other": _called(way, other)}
                yield Edit("swapped", slots, new)


def one_off(way: Way, arrays: set[str]) -> Iterator[Edit]:
    """Yield quantities that are one too small or too large."""
    for node in _read(way):
        if node.id not in arrays and node.id not in way.counters:
            yield from _calls.one_off(way, node)
    for name_ in dict.fromkeys(node.id for node in _read(way)):
        places = [node for node in _read(way) if node.id == name_]
        if len(places) > 1 and name_ not in arrays and name_ not in way.counters:
            for cause, step in _STEPS:
                everywhere: dict[ast.AST, Replacement] = {
                    node: located(added(node, step), node) for node in places
                }
                yield Edit(cause, {"what": _called(way, name_)}, everywhere)
    for statement in way.nodes:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            what = statement.targets[0].id
            if what not in arrays:
                for cause, step in _STEPS:
                    value = located(added(statement.value, step), statement.value)
                    yield Edit(cause, {"what": _called(way, what)}, {statement.value: value})


def fixed(way: Way, arrays: set[str]) -> Iterator[Edit]:
    """Yield fixed numbers in place of quantities."""
    for node in _read(way):
        if node.id in arrays or node.id in way.counters:
            continue
        slots = {"right": _called(way, node.id), "where": where(way, node)}
        for value in _FIXED:
            yield Edit("fixed-number", slots, {node: located(number(value), node)})


def replaced(way: Way, arrays: set[str]) -> Iterator[Edit]:
    """Yield a quantity in place of another: in one place, or everywhere."""
    reads = _read(way)
    names = list(dict.fromkeys(node.id for node in reads))
    for node in reads:
        for other in names:
            if _alike(way, node.id, other, arrays):
                slots = {
                    "used": _called(way, other),
                    "right": _called(way, node.id),
                    "where": where(way, node),
                }
                new = located(name(other), node)
                yield Edit("quantity-for-another", slots, {node: new})
    for one, other in itertools.permutations(names, 2):
        places = [node for node in reads if node.id == one]
        if len(places) > 1 and _alike(way, one, other, arrays):
            slots = {"used": _called(way, other), "right": _called(way, one)}
            everywhere: dict[ast.AST, Replacement] = {
                node: located(name(other), node) for node in places
            }
            yield Edit("quantity-for-another-everywhere", slots, everywhere)


def _called(way: Way, identifier: str) -> Text:
    return term(way, name(identifier))
