"""The regions of a solution that learners write themselves."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from fundamentals.errors import CourseError
from fundamentals.language import Text
from fundamentals.manifest import Lab, shown_path
from fundamentals.syntax import first_line, last_line

_LOOKS_LIKE_MARKER = re.compile(r"#\W*(BEGIN|END)\W+SOLUTION", re.IGNORECASE)
_MARKER = re.compile(r"# (?:(?P<begin>BEGIN SOLUTION) (?P<task>\S+)|(?P<end>END SOLUTION))")
_RIGHT_MARKERS = Text(
    '"# BEGIN SOLUTION 3b.2" … "# END SOLUTION" around code inside one function',
    "在同一個函式內，以 # BEGIN SOLUTION 3b.2 … # END SOLUTION 包住程式碼",
)


@dataclass(frozen=True)
class Region:
    """Lines of a solution, both markers included.

    Attributes:
        task: Id of the task that the region solves.
        first: Line of ``# BEGIN SOLUTION``, from 1.
        last: Line of ``# END SOLUTION``.
        indent: Spaces before both.
    """

    task: str
    first: int
    last: int
    indent: int


def find_regions(source: str, path: Path, lab: Lab) -> tuple[Region, ...]:
    """Return the regions of a solution, one for each task of its lab, in the file's order.

    Args:
        source: The solution's text.
        path: Its file, for errors.
        lab: The lab that it solves.

    Raises:
        CourseError: A region is nested, unclosed, of an unknown task, of a task that has one
            already, outside the task's function, or holds no whole statement; or a task has none.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        solution_error(
            path,
            error.lineno or 1,
            Text.untranslated("{error}").format(error=error.msg),
            expected=Text("Python code", "Python 程式碼"),
        )
    regions = tuple(_pair(_markers(source, path), path))
    seen: set[str] = set()
    for region in regions:
        _check_task(region, seen, path, lab)
        statements = _whole_statements(region, source, tree, path)
        _check_function(region, statements, tree, path, lab)
        seen.add(region.task)
    for task in lab.tasks:
        if task.id not in seen:
            solution_error(
                path,
                1,
                Text("task {id} has no region", "任務 {id} 沒有解答區塊").format(id=task.id),
            )
    return regions


@dataclass(frozen=True)
class _Marker:
    line: int
    indent: int
    task: str | None
    """Task of a BEGIN; None for an END."""


def _markers(source: str, path: Path) -> Iterator[_Marker]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT or not _LOOKS_LIKE_MARKER.match(token.string):
            continue
        line, indent = token.start
        marker = _MARKER.fullmatch(token.string.rstrip())
        if marker is None or token.line[:indent].strip():
            solution_error(
                path,
                line,
                Text("malformed marker: {marker}", "標記的格式不對：{marker}").format(
                    marker=token.line.strip()
                ),
            )
        yield _Marker(line, indent, marker["task"])


def _pair(markers: Iterable[_Marker], path: Path) -> Iterator[Region]:
    begin: _Marker | None = None
    for marker in markers:
        if marker.task is not None:
            if begin is not None:
                solution_error(
                    path,
                    marker.line,
                    Text(
                        "region {task} begins inside region {outer}",
                        "區塊 {task} 開始於區塊 {outer} 之內",
                    ).format(task=marker.task, outer=begin.task),
                )
            begin = marker
        elif begin is None or begin.task is None:
            solution_error(
                path,
                marker.line,
                Text("END SOLUTION without a BEGIN", "END SOLUTION 之前沒有 BEGIN"),
            )
        else:
            yield Region(begin.task, begin.line, marker.line, begin.indent)
            begin = None
    if begin is not None:
        solution_error(
            path,
            begin.line,
            Text("region {task} is never closed", "區塊 {task} 沒有結尾").format(task=begin.task),
        )


def _check_task(region: Region, seen: set[str], path: Path, lab: Lab) -> None:
    known = [task.id for task in lab.tasks]
    if region.task not in known:
        solution_error(
            path,
            region.first,
            Text("{lab} has no task {task}", "{lab} 沒有任務 {task}").format(
                lab=lab.id, task=region.task
            ),
            expected=Text("one of {known}", "下列之一：{known}").format(known=", ".join(known)),
        )
    if region.task in seen:
        solution_error(
            path,
            region.first,
            Text("a second region {task}", "區塊 {task} 重複出現").format(task=region.task),
        )


def _whole_statements(region: Region, source: str, tree: ast.Module, path: Path) -> list[ast.stmt]:
    """Return the statements in a region; raise an error if it splits one."""
    inside = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and first_line(node) > region.first
        if last_line(node) < region.last
    ]
    covered = {line for node in inside for line in range(first_line(node), last_line(node) + 1)}
    lines = source.split("\n")
    for number in range(region.first + 1, region.last):
        code = lines[number - 1].strip()
        if code and not code.startswith("#") and number not in covered:
            solution_error(
                path,
                number,
                Text(
                    "region {task} holds only a part of a statement",
                    "區塊 {task} 只包住敘述的一部分",
                ).format(task=region.task),
            )
    if not inside:
        solution_error(
            path,
            region.first,
            Text("region {task} holds no code", "區塊 {task} 裡沒有程式碼").format(
                task=region.task
            ),
        )
    first_column = min(inside, key=first_line).col_offset
    outer_column = min(node.col_offset for node in inside)
    if not region.indent == first_column == outer_column:
        solution_error(
            path,
            region.first,
            Text(
                "region {task} and its code are not indented alike",
                "區塊 {task} 的標記與程式碼縮排不同",
            ).format(task=region.task),
        )
    return inside


def _check_function(
    region: Region, statements: list[ast.stmt], tree: ast.Module, path: Path, lab: Lab
) -> None:
    """Raise an error unless a region is in the body of its task's function, below the docstring."""
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if node.lineno < region.first and last_line(node) > region.first
    ]
    innermost = max(around, key=lambda node: node.lineno, default=None)
    if innermost is None or innermost not in tree.body:
        solution_error(
            path,
            region.first,
            Text(
                "region {task} lies outside the module's functions",
                "區塊 {task} 不在模組的函式裡",
            ).format(task=region.task),
        )
    function = lab.task(region.task).function
    if innermost.name != function:
        solution_error(
            path,
            region.first,
            Text("region {task} lies in {found}", "區塊 {task} 位於 {found}").format(
                task=region.task, found=innermost.name
            ),
            expected=Text("in {function}", "位於 {function}").format(function=function),
        )
    if ast.get_docstring(innermost) is not None and innermost.body[0] in statements:
        solution_error(
            path,
            region.first,
            Text(
                "region {task} would hide the docstring", "區塊 {task} 會蓋住說明字串 (docstring)"
            ).format(task=region.task),
        )


def solution_error(
    path: Path, line: int, received: Text, *, expected: Text = _RIGHT_MARKERS
) -> NoReturn:
    """Raise the error about one line of a solution."""
    raise CourseError(
        Text("{path}:{line}: {received}", "{path}:{line}：{received}").format(
            path=shown_path(path), line=line, received=received
        ),
        expected=expected,
        fix=Text("correct the solution", "請修正解答檔"),
    )
