"""Parts of a way in a learner's words."""

from __future__ import annotations

import ast

from fundamentals.grading.mutants._way import Way
from fundamentals.language import Text

RESULT = Text("the result", "結果")
_CONDITION = Text("a condition", "條件")
_POSITION = Text("the index of {array}", "{array} 的索引")
_PLACE = Text("the position among {things}", "在{things}中的位置")
_ONE_OF = Text("one of {things}", "{things}之一")
_TERM_WITH = Text("a term with {name}", "含{name}的一項")
_LOOP = Text("the loop over {things}", "走訪{things}的迴圈")


def named(way: Way, name: str) -> Text:
    """Return the name of a variable of ``way``: for a parameter, the learner's own name."""
    return (
        Text.untranslated(name)
        if name in way.parameters
        else way.words.get(name, Text.untranslated(name))
    )


def loop_of(way: Way, loop: ast.For | ast.comprehension) -> Text:
    """Return what a loop runs over."""
    names = [node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name)]
    return named(way, names[0])


def term(way: Way, node: ast.AST) -> Text:
    """Describe an expression: as code if a learner would write the same code."""
    if isinstance(node, ast.Name):
        return _of_variable(way, node.id)
    names = [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]
    if all(name in way.parameters or name not in way.locals for name in names):
        code = ast.unparse(node)
        return Text.untranslated(code)
    own = next(name for name in names if name in way.locals)
    return _TERM_WITH.format(name=_of_variable(way, own))


def condition(way: Way, test: ast.AST) -> Text:
    """Return what a condition is about."""
    names = [node.id for node in ast.walk(test) if isinstance(node, ast.Name)]
    names = [name for name in names if way.knows(name)]
    return _of_variable(way, names[0]) if names else term(way, test)


def _of_variable(way: Way, name: str) -> Text:
    if name in way.parameters or name not in way.counters | way.drawn:
        return named(way, name)
    phrase = _PLACE if name in way.counters else _ONE_OF
    return phrase.format(things=named(way, name))


def array_of(way: Way, node: ast.AST) -> Text:
    """Return the name of the array that ``node`` reads or writes."""
    inner = node
    while isinstance(inner, ast.Subscript | ast.Attribute):
        inner = inner.value
    if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
        return array_of(way, inner.func.value) if not _is_module(inner.func.value) else RESULT
    return named(way, inner.id) if isinstance(inner, ast.Name) else RESULT


def _is_module(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "np"


def where(way: Way, node: ast.AST) -> Text:
    """Return what contains ``node``: a position, a condition, or what is computed there."""
    inner = node
    for above in way.ancestors(node):
        if isinstance(above, ast.Subscript) and inner is above.slice:
            return _POSITION.format(array=array_of(way, above))
        if isinstance(above, ast.For) and inner is above.iter:
            return _LOOP.format(things=loop_of(way, above))
        if isinstance(above, ast.comprehension):
            return _LOOP.format(things=loop_of(way, above))
        if isinstance(above, ast.If | ast.IfExp) and inner is above.test:
            return _CONDITION
        if isinstance(above, ast.stmt):
            return _target(way, above)
        inner = above
    return _target(way, node)


def _target(way: Way, statement: ast.AST) -> Text:
    if isinstance(statement, ast.Assign):
        return array_of(way, _first(statement.targets[0]))
    if isinstance(statement, ast.AugAssign):
        return array_of(way, statement.target)
    if (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Call)
        and isinstance(statement.value.func, ast.Attribute)
    ):
        return array_of(way, statement.value.func.value)
    return RESULT


def _first(target: ast.expr) -> ast.expr:
    return target.elts[0] if isinstance(target, ast.Tuple) else target


def target_of(way: Way, statement: ast.stmt) -> Text:
    """Return what a statement computes."""
    return _target(way, statement)
