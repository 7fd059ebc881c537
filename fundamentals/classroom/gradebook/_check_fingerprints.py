"""A hash of what a check does, which tells whether two checks do the same.

Two checks do the same if all of these are the same, character by character:

- the source of its function, and those of its task's right answers and mistakes;
- its decorator, or what is declared about its task, such as ``cnn.parameters(most=700_000)``,
  without weight, title and visibility, which change no verdict;
- the sources of all module-level names that it uses, directly or indirectly:
  helpers, constants, and the lines that import what other modules define;
- what every check that it needs does;
- the instructor's own pictures that it runs with, if any;
- the other modules in the lab's folder that checks may import;
- the version of this package, which stands for everything imported from it.

A changed comment inside a function causes a regrade: better one too many than one too few.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType

from fundamentals._version import __version__
from fundamentals.grading import Check, CheckGroup, Rubric, Task
from fundamentals.manifest import Lab, load_lab_module
from fundamentals.syntax import bound_names, first_line

# Arguments of a declaration that change no verdict, and the checks that are hashed by themselves.
_TOLD = ("weight", "title", "visibility", "needs")


def fingerprint(rubric: Rubric) -> dict[str, str]:
    """Return, by id of each check of ``rubric``, a hash (64 hexadecimal digits) of what it does."""
    prints: dict[str, str] = {}
    own = [] if rubric.data is None else [rubric.data.digest]
    own += _helpers(rubric.lab)
    for check in rubric.checks:
        # Checks come after those that they need.
        needed = [
            earlier
            for name, earlier in prints.items()
            if any(need in (name, name.partition("/")[0]) for need in check.needs)
        ]
        sources = _sources(rubric, check)
        prints[check.id] = _hash([__version__, check.id, *sources, *needed, *own])
    return prints


def _functions(check: Check, tasks: Iterable[Task]) -> Iterator[Callable[..., object]]:
    """Yield the functions that decide the result of ``check``."""
    # A case is wrapped by the function that calls the submission and compares.
    yield inspect.unwrap(check.function)
    for task in tasks:
        if task.id == check.task:
            yield from (task.right, *task.alternatives)
            yield from (mistake.function for mistake in task.mistakes)


def _helpers(lab: Lab) -> Iterator[str]:
    """Yield the sources of the modules beside the checks, which the checks may import."""
    for path in lab.check_files:
        if path.suffix == ".py" and path != lab.checks_path:
            yield path.read_text(encoding="utf-8")


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _sources(rubric: Rubric, check: Check) -> Iterator[str]:
    """Yield the sources of what decides the result of ``check``, and of all that they use."""
    known: set[tuple[str, str]] = set()
    for module, node in _nodes(rubric, check):
        waiting = [node]
        while waiting:
            node = waiting.pop()
            yield _text(module, node)
            named = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
            for name in sorted(named):
                if (module.__name__, name) not in known:
                    known.add((module.__name__, name))
                    waiting += _tops(module).get(name, [])


def _nodes(rubric: Rubric, check: Check) -> Iterator[tuple[ModuleType, ast.AST]]:
    """Yield the functions that decide the result of ``check``, and what declares them and it."""
    for function in _functions(check, rubric.tasks):
        module = inspect.getmodule(function)
        assert module is not None
        definition = _definitions(module)[function.__code__.co_firstlineno]
        yield module, ast.FunctionDef(**{**vars(definition), "decorator_list": []})
        yield from ((module, _untold(decorator)) for decorator in definition.decorator_list)
    module = load_lab_module(rubric.lab.checks_path)
    groups = {name: value for name, value in vars(module).items() if isinstance(value, CheckGroup)}
    for statement in _tree(module).body:
        match getattr(statement, "value", None):
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) as call if name in groups:
                if groups[name].id == check.task:
                    yield module, _untold(call)


def _untold(node: ast.expr) -> ast.expr:
    """Return a declaration without :data:`_TOLD`."""
    if not isinstance(node, ast.Call):
        return node
    kept = [word for word in node.keywords if word.arg not in _TOLD]
    return ast.Call(node.func, node.args, kept)


@functools.cache
def _definitions(module: ModuleType) -> dict[int, ast.FunctionDef]:
    """Return every ``def`` in ``module`` by its first line."""
    return {
        first_line(node): node
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.FunctionDef)
    }


def _text(module: ModuleType, node: ast.AST) -> str:
    if not isinstance(node, ast.stmt):
        return ast.unparse(node)
    return "\n".join(_source(module).splitlines()[first_line(node) - 1 : node.end_lineno])


@functools.cache
def _source(module: ModuleType) -> str:
    return inspect.getsource(module)


@functools.cache
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(_source(module))


@functools.cache
def _tops(module: ModuleType) -> dict[str, list[ast.stmt]]:
    """Return the statements that bind each module-level name of ``module``, by name."""
    tops: dict[str, list[ast.stmt]] = {}
    for statement in _tree(module).body:
        for name in bound_names([statement]):
            tops.setdefault(name, []).append(statement)
    return tops
