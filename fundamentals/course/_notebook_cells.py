"""A script's cells as those of a notebook: no ``__main__`` guards, and a check after each task."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping

from fundamentals.language import Text
from fundamentals.sandbox import UNGRADED
from fundamentals.syntax import functions_in, last_line

_GUARD = re.compile(r'if __name__ == "__main__"(?: and (?P<rest>.+))?:')
_HINT = Text("# For a hint, run this: lab.hint({id})", "# 需要提示時執行：lab.hint({id})")
# The line of a script's first cell that checks it from a shell.
_COMMAND = re.compile(r"^    fundamentals check \S+.*$", re.MULTILINE)
_IN_A_NOTEBOOK = Text(
    "The cell below each task checks it: run it whenever you like. Checks and the grader skip a "
    "cell that begins with `# Not graded`; begin your own experiments with that line, too.",
    "每個任務下面都有一個檢查用的儲存格，隨時可以執行。"
    "以 `# 不評分` 開頭的儲存格，檢查與評分時都會略過；自己的實驗也請以這一行開頭。",
)


def code_cells(source: str, tasks: Mapping[str, str], language: str | None) -> Iterator[str]:
    """Yield the sources of a notebook's cells for one cell of code.

    Code under ``if __name__ == "__main__":`` becomes a cell of its own, which says that it is not
    graded.

    Args:
        source: The cell of the script.
        tasks: The task of each function, by the function's name.
        language: "en" or "zh-Hant"; None leaves the cell as it is.
    """
    if language is None or not _is_python(source):
        yield source
        return
    for is_run, lines in _parts(source):
        text = "\n".join(lines).strip("\n")
        if is_run and "start_lab(" not in text:
            text = f"{UNGRADED.in_language(language)}\n{text}"
        if text:
            yield text
    for function in sorted(functions_in(ast.parse(source)).keys() & tasks.keys()):
        task = f'"{tasks[function]}"'
        yield f"lab.check({task})\n{_HINT.in_language(language).format(id=task)}"


def prose(source: str, language: str | None) -> str:
    """Return a cell of prose, with commands that check a notebook instead of a script."""
    if language is None:
        return source
    return _COMMAND.sub(lambda _: _IN_A_NOTEBOOK.in_language(language), source, count=1)


def _parts(source: str) -> list[tuple[bool, list[str]]]:
    """Return runs of lines, each with whether an import leaves them out."""
    lines = source.split("\n")
    guarded: dict[int, str | None] = {}
    for node in ast.parse(source).body:
        guard = _GUARD.fullmatch(lines[node.lineno - 1])
        if isinstance(node, ast.If) and guard and not node.orelse:
            inside = range(node.lineno, last_line(node) + 1)
            guarded.update(dict.fromkeys(inside, None))
            guarded[node.lineno] = guard["rest"] or ""
    parts: list[tuple[bool, list[str]]] = []
    for is_run, group in itertools.groupby(range(1, len(lines) + 1), guarded.__contains__):
        numbers = list(group)
        run = [lines[number - 1] for number in numbers]
        if is_run:
            run = list(_unguarded(lines, numbers, guarded))
        # What starts the lab stays with the import above it.
        if is_run and parts and any("start_lab(" in line for line in run):
            parts[-1][1].extend(run)
        else:
            parts.append((is_run, run))
    return parts


def _unguarded(
    lines: list[str], numbers: Iterable[int], guarded: Mapping[int, str | None]
) -> Iterator[str]:
    """Yield guarded lines without the guard and its indentation; its other conditions stay."""
    dedented = True
    for number in numbers:
        line, rest = lines[number - 1], guarded[number]
        if rest is not None:
            dedented = not rest
            if rest:
                yield f"if {rest}:"
        else:
            yield line.removeprefix("    ") if dedented else line


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True
