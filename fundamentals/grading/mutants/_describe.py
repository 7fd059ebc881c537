"""Parts of the steps of an answer in a learner's words."""

from __future__ import annotations

import ast

from fundamentals.grading.mutants._steps import Steps
from fundamentals.language import Text

RESULT = Text("the result", "結果")
_CONDITION = Text("a condition", "條件")
_POSITION = Text("the index of {array}", "{array} 的索引")
_PLACE = Text("the position among {things}", "在{things}中的位置")
_ONE_OF = Text("one of {things}", "{things}之一")
_TERM_WITH = Text("a term with {name}", "含{name}的一項")
_LOOP = Text("the loop over {things}", "走訪{things}的迴圈")


def named(steps: Steps, name: str) -> Text:
    """Return the name of a variable of ``steps``: for a parameter, the learner's own name."""
    return (
        Text.untranslated(name)
        if name in steps.parameters
        else steps.words.get(name, Text.untranslated(name))
    )


def loop_of(steps: Steps, loop: ast.For | ast.comprehension) -> Text:
    """Return what a loop runs over."""
    names = [node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name)]
    return named(steps, names[0])


def term(steps: Steps, node: ast.AST) -> Text:
    """Describe an expression: as code if a learner would write the same code."""
    if isinstance(node, ast.Name):
        return _of_variable(steps, node.id)
    names = [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]
    if all(name in steps.parameters or name not in steps.locals for name in names):
        code = ast.unparse(node)
        return Text.untranslated(code)
    own = next(name for name in names if name in steps.locals)
    return _TERM_WITH.format(name=_of_variable(steps, own))


def condition(steps: Steps, test: ast.AST) -> Text:
    """Return what a condition is about."""
    names = [node.id for node in ast.walk(test) if isinstance(node, ast.Name)]
    names = [name for name in names if steps.knows(name)]
    return _of_variable(steps, names[0]) if names else term(steps, test)


def _of_variable(steps: Steps, name: str) -> Text:
    if name in steps.parameters or name not in steps.counters | steps.drawn:
        return named(steps, name)
    phrase = _PLACE if name in steps.counters else _ONE_OF
    return phrase.format(things=named(steps, name))


def array_of(steps: Steps, node: ast.AST) -> Text:
    """Return the name of the array that ``node`` reads or writes."""
    inner = node
    while isinstance(inner, ast.Subscript | ast.Attribute):
        inner = inner.value
    if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
        return array_of(steps, inner.func.value) if not _is_module(inner.func.value) else RESULT
    return named(steps, inner.id) if isinstance(inner, ast.Name) else RESULT


def _is_module(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "np"


def where(steps: Steps, node: ast.AST) -> Text:
    """Return what contains ``node``: a position, a condition, or what is computed there."""
    inner = node
    for above in steps.ancestors(node):
        if isinstance(above, ast.Subscript) and inner is above.slice:
            return _POSITION.format(array=array_of(steps, above))
        if isinstance(above, ast.For) and inner is above.iter:
            return _LOOP.format(things=loop_of(steps, above))
        if isinstance(above, ast.comprehension):
            return _LOOP.format(things=loop_of(steps, above))
        if isinstance(above, ast.If | ast.IfExp) and inner is above.test:
            return _CONDITION
        if isinstance(above, ast.stmt):
            return _target(steps, above)
        inner = above
    return _target(steps, node)


def _target(steps: Steps, statement: ast.AST) -> Text:
    if isinstance(statement, ast.Assign):
        return array_of(steps, _first(statement.targets[0]))
    if isinstance(statement, ast.AugAssign):
        return array_of(steps, statement.target)
    if (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Call)
        and isinstance(statement.value.func, ast.Attribute)
    ):
        return array_of(steps, statement.value.func.value)
    return RESULT


def _first(target: ast.expr) -> ast.expr:
    return target.elts[0] if isinstance(target, ast.Tuple) else target


def target_of(steps: Steps, statement: ast.stmt) -> Text:
    """Return what a statement computes."""
    return _target(steps, statement)
