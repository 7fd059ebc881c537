"""The worked example under each task: its output is computed from the solution.

A markdown cell for both languages shows it as a Python prompt would::

    # %% [markdown]
    # ```
    # >>> output_size(6, 3, 2, 0)
    # 2
    # ```
"""

from __future__ import annotations

import contextlib
import doctest
import io
import itertools
import sys
from collections.abc import Iterable, Iterator, Sequence

from fundamentals.course._build import WrittenFile, write_file
from fundamentals.lab import load_module
from fundamentals.manifest import Lab

_FENCE = "# ```"
_PROMPT = "# >>> "


def write_examples(labs: Iterable[Lab]) -> list[WrittenFile]:
    """Write the outputs of all examples into the solutions; return what changed.

    Raises:
        CourseError: A file cannot be written.
    """
    written = (write_file(lab.solution_path, with_examples(lab).encode(), lab.root) for lab in labs)
    return [file for file in written if file is not None]


def with_examples(lab: Lab) -> str:
    """Return the text of a lab's solution with the output of every example as it is now.

    Imports the solution and runs the examples, top to bottom.
    """
    names = vars(load_module(lab.solution_path))
    lines = lab.solution_path.read_text(encoding="utf-8").split("\n")
    written: list[str] = []
    for inside, block in _blocks(lines):
        written += _answered(block, names) if inside else block
    return "\n".join(written)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """Yield runs of lines in order, and whether each is an example."""
    inside, run = False, list[str]()
    for line, following in itertools.zip_longest(lines, lines[1:], fillvalue=""):
        if inside and line == _FENCE:
            yield True, run
            inside, run = False, []
        run.append(line)
        if line == _FENCE and following.startswith(_PROMPT):
            yield False, run
            inside, run = True, []
    yield inside, run


def _answered(block: Sequence[str], names: dict[str, object]) -> list[str]:
    text = "\n".join(line.removeprefix("# ").removeprefix("#") for line in block)
    answered: list[str] = []
    for example in doctest.DocTestParser().get_examples(text):
        shown = io.StringIO()
        with _shown_in(shown):
            # As at the prompt, an expression's value is shown.
            exec(compile(example.source, "<example>", "single"), names)
        first, *more = example.source.rstrip("\n").split("\n")
        answered += [f">>> {first}", *(f"... {line}" for line in more)]
        answered += shown.getvalue().rstrip("\n").split("\n") if shown.getvalue() else []
    return [f"# {line}".rstrip() for line in answered]


@contextlib.contextmanager
def _shown_in(shown: io.StringIO) -> Iterator[None]:
    """Collect the values of expressions, and drop other output, such as a progress bar."""

    def keep(value: object) -> None:
        if value is not None:
            print(repr(value), file=shown)

    hook, sys.displayhook = sys.displayhook, keep
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        sys.displayhook = hook
