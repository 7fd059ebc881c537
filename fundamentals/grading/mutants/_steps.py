"""A right answer written out in steps, and its versions with edits."""

from __future__ import annotations

import ast
import functools
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fundamentals.errors import CourseError
from fundamentals.grading._causes import causes
from fundamentals.grading._check import Cause
from fundamentals.grading.mutants._source_pieces import call as _build_call
from fundamentals.grading.mutants._vocabulary import VOCABULARY
from fundamentals.grading.tasks._call import Call
from fundamentals.language import Text

Function = Callable[..., Any]
# A statement can become none or several.
Replacement = ast.AST | list[ast.stmt]


@dataclass(frozen=True, eq=False)
class Edit:
    """A mistake in the steps of a right answer.

    Attributes:
        id: Id of its entry in ``mistakes.toml``.
        slots: What fills the slots of its sentences.
        replaced: Each replaced node, with its replacement.
    """

    id: str
    slots: Mapping[str, Text | str]
    replaced: Mapping[ast.AST, Replacement]

    @functools.cached_property
    def cause(self) -> Cause:
        """What a learner is told about it."""
        said = causes.named(self.id)
        return Cause(self.id, _filled(said.name, self.slots), _filled(said.hint, self.slots))


def _filled(sentence: Text, slots: Mapping[str, Text | str]) -> Text:
    spaced = {
        name: Text(slot.en, f" {slot.zh_hant} ")
        # What is code has spaces around it in Chinese, except beside a mark.
        if isinstance(slot, Text) and slot.zh_hant.isascii()
        else slot
        for name, slot in slots.items()
    }
    filled = sentence.format(**spaced)
    return Text(filled.en, _SPACE.sub(lambda mark: mark[1] or " ", filled.zh_hant).strip())


_SPACE = re.compile(r" *([，。：；、（）]) *| {2,}")


class Steps:
    """A right answer in steps.

    Args:
        function: The answer. Its names are plain, it has no ``while``, and it changes nothing
            outside itself.
        words: What its own names mean to a learner, if the common vocabulary has no words for
            them; for the variable of a loop, what the loop runs over. Parameters need none.

    Raises:
        CourseError: A name has no words.
    """

    def __init__(self, function: Function, words: Mapping[str, Text]) -> None:
        source = textwrap.dedent(inspect.getsource(function))
        tree = ast.parse(source).body[0]
        assert isinstance(tree, ast.FunctionDef)
        tree.decorator_list, tree.returns = [], None
        for argument in tree.args.args:
            argument.annotation = None
        for node in ast.walk(tree):
            # A loop over what a mistake makes longer would never end, so each runs over a copy.
            if isinstance(node, ast.For) and not isinstance(node.iter, ast.Call):
                copied = ast.List([ast.Starred(node.iter, ast.Load())], ast.Load())
                node.iter = place_at(copied, node.iter)
        self.tree = tree
        self.function = function
        self.words = {**VOCABULARY, **words}
        self.parameters = tuple(argument.arg for argument in tree.args.args)
        self.parents = {
            child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)
        }
        self.nodes = tuple(_in_order(tree))
        self.locals = frozenset(_stored(self.nodes))
        loops = (node for node in self.nodes if isinstance(node, ast.For | ast.comprehension))
        self.counters: set[str] = set()
        self.drawn: set[str] = set()
        for loop in loops:
            counts = isinstance(loop.iter, ast.Call)
            (self.counters if counts else self.drawn).update(_stored(ast.walk(loop.target)))
        self._check()

    def arrays(self, call: Call) -> set[str]:
        """Return the names that hold arrays or lists after ``call``."""
        inside: dict[ast.AST, Replacement] = {
            node: place_at(ast.Return(_build_call("locals")), node)
            for node in self.nodes
            if isinstance(node, ast.Return)
        }
        held = call.to(self.made([Edit("", {}, inside)]))
        return {name for name, value in held.items() if np.ndim(value)}

    def _check(self) -> None:
        unnamed = sorted(self.locals - self.words.keys() - set(self.parameters))
        endless = any(isinstance(node, ast.While) for node in self.nodes)
        if unnamed or endless:
            name = self.function.__name__
            received = ", ".join(unnamed) or "while"
            raise CourseError(
                Text("{name}: {received}", "{name}：{received}").format(
                    name=name, received=received
                ),
                expected=Text(
                    "steps with words for each of their names, and no loop that may never end",
                    "每個變數名稱都有說明，且沒有可能不會結束的迴圈",
                ),
                fix=Text(
                    "pass words for them, for example row=Text(…), and use for",
                    "請補上說明，例如 row=Text(…)，並改用 for",
                ),
            )

    def knows(self, name: str) -> bool:
        """Return whether it is a variable, rather than a function or a module."""
        return name in self.locals or name in self.parameters

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the nodes that contain ``node``, the innermost first."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def statement(self, node: ast.AST) -> ast.stmt:
        """Return the innermost statement that is or contains ``node``."""
        inside = (node, *self.ancestors(node))
        return next(one for one in inside if isinstance(one, ast.stmt))

    def made(self, edits: Sequence[Edit]) -> Function:
        """Return the function with these edits, none of which is inside another."""
        replaced: dict[ast.AST, Replacement] = {}
        for edit in edits:
            replaced |= edit.replaced
        touched = {above for node in replaced for above in self.ancestors(node)}
        tree = _rebuilt(self.tree, replaced, touched)
        module = ast.Module([tree], [])  # type: ignore[list-item]
        scope = dict(self.function.__globals__)
        exec(compile(module, f"<{self.function.__name__}>", "exec"), scope)
        made: Function = scope[self.tree.name]
        return made


def together(first: Edit, second: Edit, steps: Steps) -> bool:
    """Return whether both can be made in ``steps``, with neither inside the other."""
    for one, other in ((first, second), (second, first)):
        for node in one.replaced:
            if node in other.replaced or not other.replaced.keys().isdisjoint(
                steps.ancestors(node)
            ):
                return False
    return True


def _stored(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _in_order(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of ``tree`` in the order of the source."""
    yield tree
    for child in ast.iter_child_nodes(tree):
        yield from _in_order(child)


def _rebuilt(
    node: ast.AST, replaced: Mapping[ast.AST, Replacement], touched: set[ast.AST]
) -> Replacement:
    """Return ``node`` with its replacements; untouched parts are shared, not copied."""
    if node in replaced:
        return replaced[node]
    if node not in touched:
        return node
    made = type(node)()
    for field, value in ast.iter_fields(node):
        if isinstance(value, list):
            items: list[ast.AST] = []
            for item in value:
                new = _rebuilt(item, replaced, touched) if isinstance(item, ast.AST) else item
                items.extend(new) if isinstance(new, list) else items.append(new)
            # A block of nothing is no block.
            empty = not items and field == "body"
            setattr(made, field, [place_at(ast.Pass(), node)] if empty else items)
        else:
            new = _rebuilt(value, replaced, touched) if isinstance(value, ast.AST) else value
            setattr(made, field, new)
    return ast.copy_location(made, node)


def place_at(node: ast.AST, at: ast.AST) -> Any:
    """Return ``node`` with its new parts located where ``at`` is, as compiling requires."""
    if not hasattr(node, "lineno"):
        if "lineno" in node._attributes:
            ast.copy_location(node, at)
        for child in ast.iter_child_nodes(node):
            place_at(child, at)
    return node
