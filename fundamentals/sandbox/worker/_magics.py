"""Cells that IPython can read and Python cannot: magics, shell lines, help requests, prompts.

IPython's own transformer finds them. They then become the Python that a learner expects: ``%time``
and cell magics such as ``%%time`` and ``%%capture`` run their code; all others, and shell lines,
need what a submission's process lacks, and do nothing.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Callable
from typing import Any

_CELL_MAGIC = re.compile(r"%%(\w+)(.*)")
# Cell magics that run the cell.
AROUND_PYTHON = {"time", "timeit", "capture", "prun", "debug", "memit", "notify", "wandb"}
# The options of %%timeit; what follows them on its line is run before the cell.
_TIMEIT_OPTIONS = re.compile(r"(\s*-([nrp]\s*\d+|[a-z]+)(?!\S))*\s*")
_CALL = "get_ipython()."


def to_python(source: str) -> str:
    """Return a cell as Python, with unchanged line numbers."""
    # Every line that IPython alone reads is an error to Python, and reading one takes IPython's
    # import: 0.07 s.
    if _is_python(source):
        return source
    lines = source.splitlines(keepends=True)
    first = next((number for number, line in enumerate(lines) if not line.isspace()), 0)
    manager = _manager()
    code = lines[first:]
    for transform in manager.cleanup_transforms:
        code = transform(code)
    if code and (magic := _CELL_MAGIC.match(code[0])):
        if magic[1] not in AROUND_PYTHON:
            return ""
        # The code may have a cell magic of its own.
        return "".join(
            [*lines[:first], _setup(*magic.groups()), "\n", to_python("".join(code[1:]))]
        )
    try:
        code = manager.do_token_transforms(code)
    except (SyntaxError, RuntimeError):
        # Neither IPython nor Python can read it, but Python says where it fails.
        return source
    return "".join([*lines[:first], *code])


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _setup(magic: str, arguments: str) -> str:
    setup = _TIMEIT_OPTIONS.sub("", arguments, count=1) if magic == "timeit" else ""
    return setup if _is_python(setup) else ""


@functools.cache
def _manager() -> Any:
    from IPython.core import inputtransformer2

    manager = inputtransformer2.TransformerManager()
    # Empty lines above a cell count.
    manager.cleanup_transforms.remove(inputtransformer2.leading_empty_lines)
    manager.token_transformers = [_in_place(each) for each in manager.token_transformers]
    return manager


def _in_place(transformer: Any) -> Any:
    """Return IPython's ``transformer`` with a result of plain Python on as many lines as before."""
    transform: Callable[[Any, list[str]], list[str]] = transformer.transform

    def transform_in_place(self: Any, lines: list[str]) -> list[str]:
        changed = transform(self, lines)
        at = self.start_line
        lost = ["\n"] * (len(lines) - len(changed))
        return [*changed[:at], _plain(changed[at]), *lost, *changed[at + 1 :]]

    return type(transformer.__name__, (transformer,), {"transform": transform_in_place})


def _plain(line: str) -> str:
    """Return a line that IPython wrote, without the call of its shell."""
    before, call, _ = line.partition(_CALL)
    if not call:
        return line
    assigned = before.strip()
    name, arguments = _read_call(line[len(before) :])
    if name == "run_line_magic" and arguments[0] == "time":
        code = arguments[1]
    elif name == "getoutput":
        # What the shell printed, line by line.
        code = "[]" if assigned else ""
    else:
        code = "None" if assigned else ""
    # "pass" keeps a block whose only line it was.
    return f"{before}{code or 'pass'}\n"


def _read_call(text: str) -> tuple[str, list[str]]:
    call = ast.parse(text.strip(), mode="eval").body
    assert isinstance(call, ast.Call)
    assert isinstance(call.func, ast.Attribute)
    return call.func.attr, [ast.literal_eval(argument) for argument in call.args]
