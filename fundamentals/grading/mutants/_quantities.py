"""One quantity in place of another."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from fundamentals.grading.mutants import _calls
from fundamentals.grading.mutants._describe import term, where
from fundamentals.grading.mutants._source_pieces import added, name, number
from fundamentals.grading.mutants._steps import Edit, Replacement, Steps, place_at
from fundamentals.language import Text

_STEPS = (("value-too-small", -1), ("value-too-large", 1))

# What a learner may have tried a function with.
_FIXED = (1, 2, 3)


def _read(steps: Steps) -> list[ast.Name]:
    """Return the variables of ``steps`` where they are read; not functions, not modules."""
    return [
        node
        for node in steps.nodes
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and steps.knows(node.id)
    ]


def _alike(steps: Steps, one: str, other: str, arrays: set[str]) -> bool:
    """Return whether a learner could confuse the two: arrays, positions, or quantities."""
    return one != other and all(
        (one in kind) == (other in kind) for kind in (arrays, steps.counters)
    )


def swapped(steps: Steps, arrays: set[str]) -> Iterator[Edit]:
    """Yield two swapped quantities: everywhere, or in one statement."""
    reads = _read(steps)
    for statement in (None, *dict.fromkeys(steps.statement(node) for node in reads)):
        some = [node for node in reads if statement in (None, steps.statement(node))]
        names = dict.fromkeys(node.id for node in some)
        for one, other in itertools.combinations(names, 2):
            if _alike(steps, one, other, arrays):
                exchange = {one: other, other: one}
                new: dict[ast.AST, Replacement] = {
                    node: place_at(name(exchange[node.id]), node)
                    for node in some
                    if node.id in exchange
                }
                slots = {"one": _called(steps, one), "other": _called(steps, other)}
                yield Edit("swapped", slots, new)


def one_off(steps: Steps, arrays: set[str]) -> Iterator[Edit]:
    """Yield quantities that are one too small or too large."""
    for node in _read(steps):
        if node.id not in arrays and node.id not in steps.counters:
            yield from _calls.one_off(steps, node)
    for name_ in dict.fromkeys(node.id for node in _read(steps)):
        places = [node for node in _read(steps) if node.id == name_]
        if len(places) > 1 and name_ not in arrays and name_ not in steps.counters:
            for cause, step in _STEPS:
                everywhere: dict[ast.AST, Replacement] = {
                    node: place_at(added(node, step), node) for node in places
                }
                yield Edit(cause, {"what": _called(steps, name_)}, everywhere)
    for statement in steps.nodes:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            what = statement.targets[0].id
            if what not in arrays:
                for cause, step in _STEPS:
                    value = place_at(added(statement.value, step), statement.value)
                    yield Edit(cause, {"what": _called(steps, what)}, {statement.value: value})


def fixed(steps: Steps, arrays: set[str]) -> Iterator[Edit]:
    """Yield fixed numbers in place of quantities."""
    for node in _read(steps):
        if node.id in arrays or node.id in steps.counters:
            continue
        slots = {"right": _called(steps, node.id), "where": where(steps, node)}
        for value in _FIXED:
            yield Edit("fixed-number", slots, {node: place_at(number(value), node)})


def replaced(steps: Steps, arrays: set[str]) -> Iterator[Edit]:
    """Yield a quantity in place of another: in one place, or everywhere."""
    reads = _read(steps)
    names = list(dict.fromkeys(node.id for node in reads))
    for node in reads:
        for other in names:
            if _alike(steps, node.id, other, arrays):
                slots = {
                    "used": _called(steps, other),
                    "right": _called(steps, node.id),
                    "where": where(steps, node),
                }
                new = place_at(name(other), node)
                yield Edit("quantity-for-another", slots, {node: new})
    for one, other in itertools.permutations(names, 2):
        places = [node for node in reads if node.id == one]
        if len(places) > 1 and _alike(steps, one, other, arrays):
            slots = {"used": _called(steps, other), "right": _called(steps, one)}
            everywhere: dict[ast.AST, Replacement] = {
                node: place_at(name(other), node) for node in places
            }
            yield Edit("quantity-for-another-everywhere", slots, everywhere)


def _called(steps: Steps, identifier: str) -> Text:
    return term(steps, name(identifier))
