"""Functions in place of others, missing functions, and their arguments."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fundamentals.grading.mutants._describe import term, where
from fundamentals.grading.mutants._source_pieces import added, call, number
from fundamentals.grading.mutants._steps import Edit, Steps, place_at
from fundamentals.language import Text

_CALLED = {
    "abs": Text("the absolute value", "絕對值"),
    "argmax": Text("the position of the maximum", "最大值的位置"),
    "argmin": Text("the position of the minimum", "最小值的位置"),
    "ceil": Text("rounding up", "無條件進位"),
    "clip": Text("the limits", "上下限"),
    "exp": Text("the exponential", "指數函數"),
    "exp2": Text("a power of 2", "2 的次方"),
    "floor": Text("rounding down", "無條件捨去"),
    "max": Text("the maximum", "最大值"),
    "mean": Text("the mean", "平均"),
    "median": Text("the median", "中位數"),
    "min": Text("the minimum", "最小值"),
    "prod": Text("the product", "乘積"),
    "round": Text("rounding", "四捨五入"),
    "sqrt": Text("the square root", "平方根"),
    "std": Text("the standard deviation", "標準差"),
    "sum": Text("the sum", "總和"),
    "var": Text("the variance", "變異數"),
    "cos": Text("the cosine", "餘弦"),
    "sin": Text("the sine", "正弦"),
    "radians": Text("the conversion to radians", "換成弧度"),
    "transpose": Text("the transpose", "轉置"),
    "any": Text("any of them", "任何一個"),
    "all": Text("all of them", "全部"),
    "len": Text("the number", "個數"),
}
_GROUPS = (
    ("sum", "mean", "max", "min", "median", "prod", "std", "var"),
    ("argmax", "argmin"),
    ("floor", "ceil", "round"),
    ("exp", "exp2"),
    ("cos", "sin"),
    ("any", "all"),
)
_ALONE = {"abs", "sqrt", "exp", "round", "floor", "ceil", "radians", "transpose", "clip", "cos"}
_TWICE = {"sqrt", "exp", "radians", "transpose"}
_LIMITS = {"max": "min", "min": "max", "maximum": "minimum", "minimum": "maximum"}
_BUILT_IN = {"max", "min", "sum", "abs", "round", "len"}


def _calls(steps: Steps) -> Iterator[tuple[ast.Call, str, ast.expr | None]]:
    """Yield each call, the function's name, and what it is a method of, unless that is a module."""
    for node in steps.nodes:
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute):
            owner = node.func.value
            module = isinstance(owner, ast.Name) and owner.id == "np"
            yield node, node.func.attr, None if module else owner
        elif isinstance(node.func, ast.Name):
            yield node, node.func.id, None


def functions(steps: Steps) -> Iterator[Edit]:
    """Yield a function in place of a related one: the mean for the sum."""
    for node, function, owner in _calls(steps):
        arguments = node.args if owner is None else [owner, *node.args]
        if len(arguments) > 1 and function in _BUILT_IN and isinstance(node.func, ast.Name):
            continue
        group = next((group for group in _GROUPS if function in group), ())
        for other in group:
            if other != function:
                changed = ast.Call(
                    ast.Attribute(ast.Name("np", ast.Load()), other, ast.Load()),
                    arguments,
                    node.keywords,
                )
                slots = {
                    "used": _CALLED[other],
                    "right": _CALLED[function],
                    "where": where(steps, node),
                }
                yield Edit("function-for-another", slots, {node: place_at(changed, node)})


def absent(steps: Steps) -> Iterator[Edit]:
    """Yield functions that are missing, or applied twice."""
    for node, function, owner in _calls(steps):
        inner = owner if owner is not None else (node.args[0] if node.args else None)
        if inner is None or function not in _ALONE:
            continue
        slots = {"function": _CALLED[function], "where": where(steps, node)}
        yield Edit("function-missing", slots, {node: inner})
        if function in _TWICE and owner is None:
            twice = place_at(ast.Call(node.func, [node], []), node)
            yield Edit("function-twice", slots, {node: twice})
    for attribute in steps.nodes:
        if isinstance(attribute, ast.Attribute) and attribute.attr == "T":
            slots = {"function": _CALLED["transpose"], "where": where(steps, attribute)}
            yield Edit("function-missing", slots, {attribute: attribute.value})


def limits(steps: Steps) -> Iterator[Edit]:
    """Yield limits that are missing or on the wrong side."""
    for node, function, owner in _calls(steps):
        place = where(steps, node)
        if function in _LIMITS and owner is None and len(node.args) == 2:
            for kept, limit in (node.args, node.args[::-1]):
                slots = {"limit": term(steps, limit), "where": place}
                yield Edit("limit-missing", slots, {node: kept})
            np_call = isinstance(node.func, ast.Attribute)
            other = ("np." if np_call else "") + _LIMITS[function]
            changed = place_at(call(other, *node.args), node)
            yield Edit("limit-on-wrong-side", {"where": place}, {node: changed})
        if function == "clip" and len(node.args) + (owner is not None) == 3:
            value, low, high = node.args if owner is None else (owner, *node.args)
            for bound, limit, one in (("maximum", high, low), ("minimum", low, high)):
                slots = {"limit": term(steps, limit), "where": place}
                changed = place_at(call(f"np.{bound}", value, one), node)
                yield Edit("limit-missing", slots, {node: changed})


def arguments(steps: Steps) -> Iterator[Edit]:
    """Yield arguments that are swapped or left out, and other axes."""
    for node, function, _ in _calls(steps):
        place = where(steps, node)
        for keyword in node.keywords:
            if keyword.arg == "axis":
                slots = {
                    "function": _CALLED.get(function, Text.untranslated(function)),
                    "where": place,
                }
                for axis in (0, 1, 2, 3, -1, (0, 1), (1, 2), (2, 3), (1, 3)):
                    value = ast.parse(repr(axis), mode="eval").body
                    if ast.dump(value) != ast.dump(keyword.value):
                        yield Edit("axis-other", slots, {keyword.value: place_at(value, node)})
            if keyword.arg is None:
                continue
            rest = [other for other in node.keywords if other is not keyword]
            without = place_at(ast.Call(node.func, node.args, rest), node)
            slots = {"argument": Text.untranslated(keyword.arg), "where": place}
            yield Edit("argument-left-out", slots, {node: without})
        if len(node.args) > 1 and function not in _LIMITS:
            first, second, *others = node.args
            turned = place_at(ast.Call(node.func, [second, first, *others], node.keywords), node)
            yield Edit("call-arguments-swapped", {"where": place}, {node: turned})


def counted(steps: Steps) -> Iterator[Edit]:
    """Yield counts that are off by one: ``len(x) - 1``, ``image.shape[0] + 1``."""
    for node in steps.nodes:
        if _is_length(node):
            yield from one_off(steps, node)


def _is_length(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "len"
    return (
        isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "shape"
    )


def one_off(steps: Steps, node: ast.AST) -> Iterator[Edit]:
    """Yield a quantity that is one too small or too large."""
    assert isinstance(node, ast.expr)
    slots = {"where": where(steps, node), "count": term(steps, node)}
    for cause, step in (("count-too-small", -1), ("count-too-large", 1)):
        yield Edit(cause, slots, {node: place_at(added(node, step), node)})


def shapes(steps: Steps) -> Iterator[Edit]:
    """Yield lengths of other axes."""
    for node in steps.nodes:
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.value, ast.Attribute)
            and node.value.attr == "shape"
            and isinstance(node.slice, ast.Constant)
        ):
            for axis in range(4):
                if axis != node.slice.value:
                    other = place_at(number(axis), node.slice)
                    slots = {"array": term(steps, node.value.value), "where": where(steps, node)}
                    yield Edit("length-of-other-axis", slots, {node.slice: other})
            for attribute in ("size", "ndim"):
                whole = place_at(ast.Attribute(node.value.value, attribute, ast.Load()), node)
                slots = {
                    "array": term(steps, node.value.value),
                    "where": where(steps, node),
                    "used": Text.untranslated(attribute),
                }
                yield Edit("not-a-length", slots, {node: whole})
