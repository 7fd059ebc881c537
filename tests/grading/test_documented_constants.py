"""Every number that decides marks is in the docstring of its task."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from fundamentals.grading import load_rubric, missing_languages
from fundamentals.grading._expect import TOLERANCE
from fundamentals.grading._group import CheckGroup
from fundamentals.manifest import Lab, find_course, load_lab_module

RUBRICS = [lab.checks_path for lab in find_course().labs]

# What every comparison may say without a name: none, all, the last, a pair.
PLAIN = (-1, 0, 1, 2)
# Arguments that a check decides by, wherever they are passed.
DECIDING = ("atol", "floor", "rounds", "rtol", "seconds", "threshold", "tolerance")
# Functions whose result is as large as what they are given.
NUMERIC = ("abs", "max", "min", "round", "sqrt")

Functions = dict[str, ast.FunctionDef]


class Module:
    """The source of a rubric, and what its constants are worth."""

    def __init__(self, source: str, values: dict[str, object]) -> None:
        tree = ast.parse(source)
        self.functions: Functions = {
            node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
        }
        self.annotations = {
            node.target.id: ast.unparse(node.annotation)
            for node in tree.body
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        }
        self.constants = {
            name for name, value in values.items() if name.isupper() and is_number(value)
        }
        self.tasks = {
            name: value.id for name, value in values.items() if isinstance(value, CheckGroup)
        }

    def problems(self) -> Iterator[str]:
        """Yield the numbers that decide a check and are neither stated nor explained."""
        for name, function in self.functions.items():
            for number in Deciding(function, self.constants).numbers():
                annotation = self.annotations.get(number, "")
                if "Stated(" not in annotation and "Unstated(" not in annotation:
                    yield f"{name}: {number}"
        for task, names in self.names_of_tasks().items():
            for name in names:
                annotation = self.annotations.get(name, "")
                if "Stated(" in annotation and f"'{task}'" not in annotation:
                    yield f"{name} decides {task}, too"

    def names_of_tasks(self) -> dict[str, set[str]]:
        """Return, by task, the names that its checks reach through the functions of the module."""
        found: dict[str, set[str]] = {}
        for function in self.functions.values():
            for decorator in function.decorator_list:
                task = self.task_of(decorator)
                if task is not None:
                    found.setdefault(task, set()).update(self.reached(function.name))
        return found

    def task_of(self, decorator: ast.expr) -> str | None:
        """Return the task of ``@check("3a.2", ...)`` or ``@convolve_task.case(...)``."""
        match decorator:
            case ast.Call(func=ast.Name(id="check"), args=[ast.Constant(value=str(task))]):
                return task
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="case" | "check")):
                return self.tasks.get(name)
        return None

    def reached(self, name: str) -> set[str]:
        """Return the names that a function uses, and those that the functions it uses do."""
        reached, waiting = set(), [name]
        while waiting:
            function = self.functions.get(waiting.pop())
            used = used_names(function) if function else set()
            waiting += used - reached
            reached |= used
        return reached


def used_names(function: ast.FunctionDef) -> set[str]:
    """Return the names that ``function`` reads, its own variables left out."""
    nodes = list(ast.walk(function))
    names = [node for node in nodes if isinstance(node, ast.Name)]
    own = {node.arg for node in nodes if isinstance(node, ast.arg)}
    own |= {node.id for node in names if isinstance(node.ctx, ast.Store)}
    return {node.id for node in names} - own


class Deciding:
    """The numbers by which a function decides: in conditions of ``expect``, and as tolerances."""

    def __init__(self, function: ast.FunctionDef, constants: set[str]) -> None:
        self._function = function
        self._constants = constants
        self._assigned: dict[str, list[ast.expr]] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self._assigned.setdefault(target.id, []).append(node.value)
        self._seen: set[str] = set()

    def numbers(self) -> set[str]:
        """Return names of constants, and literals as they are written."""
        return {number for root, compared in self._roots() for number in self._in(root, compared)}

    def _roots(self) -> Iterator[tuple[ast.expr, bool]]:
        for node in ast.walk(self._function):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).rpartition(".")[2].lstrip("_")
                if name.startswith("expect"):
                    yield from ((argument, False) for argument in node.args)
                    yield from ((k.value, False) for k in node.keywords if k.arg != "mistakes")
                yield from ((k.value, True) for k in node.keywords if k.arg in DECIDING)
                if name == "time_limit":
                    yield from ((argument, True) for argument in node.args)
            elif isinstance(node, ast.If) and any(isinstance(n, ast.Raise) for n in node.body):
                yield node.test, False
            elif isinstance(node, ast.Return) and node.value is not None:
                yield node.value, False

    def _in(self, node: ast.expr, compared: bool) -> Iterator[str]:
        """Yield the numbers in ``node``; outside a comparison only those of comparisons inside."""
        match node:
            case ast.Constant(value=value) if compared and is_number(value) and value not in PLAIN:
                yield ast.unparse(node)
            case ast.Name(id=name) if compared and name in self._constants:
                yield name
            case ast.Name(id=name) if name in self._assigned and name not in self._seen:
                self._seen.add(name)
                for value in self._assigned[name]:
                    yield from self._in(value, compared)
            case ast.Subscript(value=value):
                yield from self._in(value, False)
            case ast.Call(func=func, args=arguments):
                numeric = ast.unparse(func).rpartition(".")[2] in NUMERIC
                yield from self._in(func, False)
                for argument in arguments:
                    yield from self._in(argument, compared and numeric)
            case ast.Compare():
                for operand in (node.left, *node.comparators):
                    yield from self._in(operand, True)
            case _:
                for child in ast.iter_child_nodes(node):
                    if isinstance(child, ast.expr):
                        yield from self._in(child, compared)


def is_number(value: object) -> bool:
    """Return whether ``value`` is a number, or a tuple of numbers."""
    values = value if isinstance(value, tuple) and value else (value,)
    return all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in values)


@pytest.mark.parametrize("path", RUBRICS, ids=lambda path: path.parent.name)
def test_every_number_that_decides_a_check_is_stated_or_explained(path: Path) -> None:
    values = vars(load_lab_module(path))
    assert list(Module(path.read_text(encoding="utf-8"), values).problems()) == []


@pytest.mark.parametrize("lab", find_course().labs, ids=lambda lab: lab.id)
def test_a_tolerance_of_a_task_is_stated(lab: Lab) -> None:
    rubric = load_rubric(lab)
    stated = {(number.task, number.value) for number in rubric.stated}
    special = {(task.id, task.tolerance) for task in rubric.tasks if task.tolerance != TOLERANCE}
    assert special <= stated


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("expect(count <= 700, CAUSE)", ["looked_at: 700"]),
        ("expect(count <= _MOST, CAUSE)", ["looked_at: _MOST"]),
        (
            "most = 7 * _MOST\n    expect(count <= most, CAUSE)",
            ["looked_at: 7", "looked_at: _MOST"],
        ),
        ("near = abs(a - b) < 1.5 / n\n    expect(near, CAUSE)", ["looked_at: 1.5"]),
        ("if rate > 0.01:\n        raise FailedCheckError(CAUSE)", ["looked_at: 0.01"]),
        ("return learn(student, floor=0.5)", ["looked_at: 0.5"]),
        ("expect_equal(got, right, tolerance=0.05)", ["looked_at: 0.05"]),
        ("with student.time_limit(90):\n        fit()", ["looked_at: 90"]),
        ("expect(count <= _SAID, CAUSE)", []),
        ("expect(count <= _KNOWN, CAUSE)", []),
        ("expect(count == 1, CAUSE)", []),
        ("expect(shape[3] == width, CAUSE)", []),
        ("images = draw(700)\n    expect(len(images) == count, CAUSE)", []),
    ],
)
def test_a_number_in_a_decision_is_found(source: str, expected: list[str]) -> None:
    lines = (
        "_MOST = 5",
        "_SAID: Annotated[int, Stated('1.1')] = 6",
        "_KNOWN: Annotated[int, Unstated('rounding')] = 7",
        "@check('1.1', weight=1)",
        "def looked_at(student, random):",
        f"    {source}",
    )
    module = Module("\n".join(lines), {"_MOST": 5, "_SAID": 6, "_KNOWN": 7})
    assert sorted(module.problems()) == expected


def test_a_number_is_stated_by_each_task_that_it_decides() -> None:
    lines = (
        "_SAID: Annotated[int, Stated('1.1')] = 6",
        "@check('1.1', weight=1)",
        "def first(student, random):",
        "    _same(student)",
        "@check('1.2', weight=1)",
        "def second(student, random):",
        "    _same(student)",
        "def _same(student):",
        "    expect(student.count() <= _SAID, CAUSE)",
    )
    assert list(Module("\n".join(lines), {"_SAID": 6}).problems()) == ["_SAID decides 1.2, too"]


@pytest.mark.parametrize(
    ("docstring", "value", "missing"),
    [
        ("At most 700,000 parameters. 最多 700,000 個參數。", 700_000, ()),
        ("At most 700000 parameters. 最多 700000 個參數。", 700_000, ()),
        ("At most 1,700,000 parameters. 最多 700,000 個參數。", 700_000, ("en",)),
        ("At most 700,000 parameters. 參數不可太多。", 700_000, ("zh-Hant",)),
        ("80 % earn every point. 答對 80 % 得滿分。", 0.8, ()),
        ("A rate of 0.0003 or lower. 學習率不超過 0.0003。", 0.0003, ()),
        ("A rate of 0.00035 or lower. 學習率不超過 0.00035。", 0.0003, ("en", "zh-Hant")),
        ("Images ``(n, 28)``. 圖像 ``(n, 28)``。", 28, ("en", "zh-Hant")),
        ("Three epochs, 120 in all. 共 120 個週期。", 12, ("en", "zh-Hant")),
        ("", 5, ("en", "zh-Hant")),
    ],
)
def test_a_docstring_states_a_number_in_both_languages(
    docstring: str, value: float, missing: tuple[str, ...]
) -> None:
    assert missing_languages(docstring, value) == missing
