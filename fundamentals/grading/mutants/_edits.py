"""All mistakes derived from the steps of a right answer, the simplest first."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from fundamentals.grading.mutants import (
    _arithmetic,
    _calls,
    _loops,
    _places,
    _quantities,
    _statements,
)
from fundamentals.grading.mutants._steps import Edit, Steps, together
from fundamentals.language import Text

Operator = Callable[[Steps, set[str]], Iterator[Edit]]


def _whatever_they_hold(operator: Callable[[Steps], Iterator[Edit]]) -> Operator:
    return lambda steps, arrays: operator(steps)


# Where two give the same results, the one that is said in fewer words comes first.
_SIMPLE: tuple[Operator, ...] = (
    *map(
        _whatever_they_hold,
        (
            _loops.bounds,
            _statements.overwritten,
            _statements.not_reset,
            _statements.returned,
            _calls.functions,
            _calls.absent,
            _calls.limits,
            _calls.arguments,
            _arithmetic.missing,
            _arithmetic.operators,
            _arithmetic.comparisons,
            _arithmetic.conditions,
            _arithmetic.numbers,
            _calls.counted,
            _calls.shapes,
            _places.slices,
            _places.indices,
            _places.backwards,
        ),
    ),
)
_OTHERS: tuple[Operator, ...] = (
    _quantities.swapped,
    _quantities.one_off,
    *map(
        _whatever_they_hold,
        (
            _statements.cases,
            _statements.left_out,
            _statements.begins,
            _statements.inside_the_loop,
            _statements.after_the_loop,
            _arithmetic.regrouped,
        ),
    ),
    _quantities.fixed,
    _places.turned,
    _quantities.replaced,
    *map(_whatever_they_hold, (_statements.order, _statements.decimals)),
)


def edits_of(steps: Steps, arrays: set[str]) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
    """Return every mistake that is derived from ``steps``: the simple ones, and all others.

    Args:
        steps: The right answer in steps.
        arrays: Its names that hold arrays, which are not treated as numbers.
    """
    simple, others = (
        [edit for operator in operators for edit in operator(steps, arrays)]
        for operators in (_SIMPLE, _OTHERS)
    )
    return (*simple, *_everywhere(steps, simple)), (*others, *_everywhere(steps, others))


def _everywhere(steps: Steps, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield mistakes made in several places of the same form, such as rows and columns."""
    alike: dict[tuple[object, ...], list[Edit]] = {}
    for edit in edits:
        if len(edit.replaced) == 1:
            form = edit.id, *_forms(steps, edit)
            alike.setdefault(form, []).append(edit)
            # And in the same array, or the same place, alone.
            near = edit.slots.get("array") or edit.slots.get("where")
            alike.setdefault((*form, near), []).append(edit)
    different = {tuple(group): group for group in alike.values()}
    for group in different.values():
        if len(group) > 1 and all(
            together(one, other, steps) for one, other in itertools.combinations(group, 2)
        ):
            merged = {node: new for edit in group for node, new in edit.replaced.items()}
            yield Edit(group[0].id, _both(group), merged)


def _forms(steps: Steps, edit: Edit) -> Iterator[str]:
    """Yield the replaced source and its replacement, regardless of the variables' names."""
    for sides in edit.replaced.items():
        for side in sides:
            parts = side if isinstance(side, list) else [side]
            for part in parts:
                code = re.sub(r"shape\[\d\]", "shape", ast.unparse(part))
                yield re.sub(r"\w+", lambda word: "_" if word[0] in steps.locals else word[0], code)


def _both(group: Sequence[Edit]) -> dict[str, Text | str]:
    """Return the slots of the first one, with all places of the mistake."""
    slots = dict(group[0].slots)
    for name in slots:
        said = list(dict.fromkeys(edit.slots[name] for edit in group))
        if name == "axis" and len(said) > 1:
            slots[name] = ""
        elif len(said) == 2 and all(isinstance(one, Text) for one in said):
            slots[name] = _AND.format(one=said[0], other=said[1])
    return slots


_AND = Text("{one} and {other}", "{one}與{other}")
