"""The code of a synthetic class: rewritten solutions, mistakes and attacks."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from fundamentals.course import Solution
from fundamentals.syntax import functions_in, last_line


@dataclass(frozen=True)
class SourceEdit:
    """A known mistake, made by replacing text of the solution.

    Attributes:
        function: The task's function.
        cause: Id of the cause that the grader should name.
        old: Text of the solution.
        new: Its replacement.
    """

    function: str
    cause: str
    old: str
    new: str


SOURCE_EDITS = (
    SourceEdit("scale_pixels", "pixels-not-scaled", " / 255", ""),
    SourceEdit("scale_pixels", "pixels-divided-by-256", "/ 255", "/ 256"),
    SourceEdit("encode_labels", "classes-fixed", "np.eye(num_classes", "np.eye(10"),
    SourceEdit("encode_labels", "labels-off-by-one", "[labels]", "[labels - 1]"),
    SourceEdit("generalization_gap", "gap-of-first-epoch", "[-1]", "[0]"),
    SourceEdit("generalization_gap", "gap-in-points", "float(", "100 * float("),
    SourceEdit(
        "make_kernel",
        "kernels-swapped",
        "[1, 0, -1], [2, 0, -2], [1, 0, -1]",
        "[1, 2, 1], [0, 0, 0], [-1, -2, -1]",
    ),
    SourceEdit("convolve", "kernel-flipped", "windows, kernel,", "windows, kernel[::-1, ::-1],"),
    SourceEdit("convolve", "kernel-transposed", "windows, kernel,", "windows, kernel.T,"),
    SourceEdit("convolve", "stride-ignored", "windows[::stride, ::stride]", "windows"),
    SourceEdit("convolve", "stride-on-rows-only", "[::stride, ::stride]", "[::stride]"),
    SourceEdit("convolve", "mean-not-sum", "dtype=float)", "dtype=float) / kernel.size"),
    SourceEdit("pad", "pad-reflect", '"symmetric"', '"reflect"'),
    SourceEdit("pad", "pad-edge", '"symmetric"', '"edge"'),
    SourceEdit("pad", "pad-width-fixed", "(image, width,", "(image, 1,"),
    SourceEdit("output_size", "size-first-window-missing", " + 1", ""),
    SourceEdit("output_size", "size-padded-once", "2 * padding", "padding"),
    SourceEdit("output_size", "size-not-integer", "//", "/"),
    SourceEdit(
        "neuron",
        "relu-missing",
        "max(0.0, np.sum(window * weights) + bias)",
        "(window * weights).sum() + bias",
    ),
    SourceEdit("neuron", "bias-missing", " + bias", ""),
    SourceEdit("max_pool", "pool-mean", "blocks.max(", "blocks.mean("),
    SourceEdit("max_pool", "pool-min", "blocks.max(", "blocks.min("),
    SourceEdit("dropout", "dropout-rate-inverted", ">= rate", "< rate"),
    SourceEdit("dropout", "dropout-not-rescaled", " / (1 - rate)", ""),
    SourceEdit("dropout", "dropout-wrong-scale", "/ (1 - rate)", "* (1 - rate)"),
    SourceEdit("prepare_images", "pixels-not-scaled", " / 255", ""),
    SourceEdit("prepare_images", "channel-missing", "28, 28, 1", "28, 28"),
    SourceEdit("predict_classes", "argmax-over-images", "axis=1", "axis=0"),
)

ENDLESS = (
    "while True:\n    pass",
    "import time\n\ntime.sleep(10**6)",
    "tries = 0\nwhile tries >= 0:\n    tries += 1",
)

# Bounded, so that a rehearsal outside the sandbox does no harm: no fork bomb, no full memory.
MALICE = {
    "network": """\
        import urllib.request

        urllib.request.urlopen("http://192.0.2.1/answers", timeout=5).read()""",
    "read-outside": """\
        from pathlib import Path

        print(Path("/etc/passwd").read_text())
        print([str(path) for path in Path.home().parent.rglob("*.py")][:1000])""",
    "write-outside": """\
        from pathlib import Path

        (Path.home() / "fundamentals_rehearsal.txt").write_text("a submission was here")""",
    "fork-bomb": """\
        import os
        import time

        for _ in range(500):
            if os.fork() == 0:
                time.sleep(60)
                os._exit(0)""",
    "memory": """\
        hoard = [bytes([number]) * 2**26 for number in range(1, 65)]
        print(len(hoard))""",
    "read-the-grader": """\
        import importlib
        import inspect

        grading = importlib.import_module("fundamentals.grading.models")
        print(inspect.getsource(grading), [path for path in grading.__path__])""",
    "exit": """\
        import os

        os._exit(0)""",
    "patch-numpy": """\
        import numpy

        numpy.allclose = numpy.array_equal = numpy.isclose = lambda *_, **__: True""",
    "flood-of-output": """\
        for _ in range(10**4):
            print("x" * 1000)""",
}

_ANYWHERE: dict[str, Callable[[str], str]] = {
    "nothing-returned": lambda body: f"{_indent(body)}pass",
    "raises-an-error": lambda body: insert_code(body, "print(what_is_this)"),
    "not-attempted": lambda body: "",
}

_NAMES = (
    "answer",
    "arr",
    "data",
    "mat",
    "out",
    "part",
    "res",
    "result",
    "temp",
    "tmp",
    "val",
    "x1",
)
_REMARKS = (
    "this took me a while",
    "works on the slide's example",
    "see the hint",
    "照投影片做",
    "檢查過了",
)


def make_mistakes(solution: Solution, bodies: dict[str, str], random: Random) -> dict[str, str]:
    """Make mistakes in one to three tasks of ``bodies``, the tasks' code by id.

    Returns:
        By task id, the grader's cause, "raises-an-error" or "not-attempted".
    """
    tasks = random.sample(solution.lab.tasks, min(random.randint(1, 3), len(solution.lab.tasks)))
    made = {}
    for task in tasks:
        known = [
            mistake
            for mistake in SOURCE_EDITS
            if mistake.function == task.function and mistake.old in bodies[task.id]
        ]
        number = random.randrange(len(known) + len(_ANYWHERE))
        if number < len(known):
            made[task.id] = known[number].cause
            bodies[task.id] = bodies[task.id].replace(known[number].old, known[number].new)
        else:
            made[task.id], change = list(_ANYWHERE.items())[number - len(known)]
            bodies[task.id] = change(bodies[task.id])
    return made


def insert_code(body: str, code: str) -> str:
    """Return a task's body with ``code`` in front, indented as the body is."""
    return f"{textwrap.indent(textwrap.dedent(code), _indent(body))}\n{body}"


def add_syntax_error(text: str, random: Random) -> str:
    """Return a script with one syntax error."""
    lines = text.split("\n")
    heads = [number for number, line in enumerate(lines) if line.startswith("def ")]
    number = random.choice(heads)
    lines[number] = lines[number].rstrip(":")
    return "\n".join(lines)


def _indent(body: str) -> str:
    return body[: len(body) - len(body.lstrip(" "))]


def paraphrase(text: str, random: Random) -> str:
    """Return an equivalent script, as another learner might have written it.

    Local variables may be renamed, functions reordered, and comments added.
    """
    if random.random() < 0.7:
        text = _rename_locals(text, random)
    if random.random() < 0.5:
        text = _shuffle_functions(text, random)
    if random.random() < 0.5:
        text = _add_remarks(text, random)
    return text


def _rename_locals(text: str, random: Random) -> str:
    tree = ast.parse(text)
    taken = {name for node in ast.walk(tree) for name in _names(node)}
    places: dict[tuple[int, int], tuple[str, str]] = {}
    for function in functions_in(tree).values():
        arguments = {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
        names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
        stored = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        # Before Python 3.12, the syntax tree has no positions inside f-strings.
        formatted = {
            name
            for node in ast.walk(function)
            if isinstance(node, ast.JoinedStr)
            for part in ast.walk(node)
            for name in _names(part)
        }
        new_names = {
            name: _new_name(taken, random) for name in sorted(stored - arguments - formatted)
        }
        for node in names:
            if node.id in new_names:
                places[node.lineno, node.col_offset] = node.id, new_names[node.id]
    return _replace(text, places)


def _names(node: ast.AST) -> Iterator[str]:
    for attribute in ("id", "arg", "name", "attr"):
        if isinstance(name := getattr(node, attribute, None), str):
            yield name


def _new_name(taken: set[str], random: Random) -> str:
    name = random.choice(_NAMES)
    while name in taken:
        name = f"{random.choice(_NAMES)}_{random.randrange(2, 100)}"
    taken.add(name)
    return name


def _replace(text: str, places: dict[tuple[int, int], tuple[str, str]]) -> str:
    # Columns of the syntax tree count bytes.
    lines = text.encode().split(b"\n")
    for (line, column), (old, new) in sorted(places.items(), reverse=True):
        before = lines[line - 1]
        lines[line - 1] = before[:column] + new.encode() + before[column + len(old.encode()) :]
    return b"\n".join(lines).decode()


def _shuffle_functions(text: str, random: Random) -> str:
    lines = text.split("\n")
    functions = functions_in(ast.parse(text)).values()
    spans = [(node.lineno - 1, last_line(node)) for node in functions]
    order = random.sample(spans, len(spans))
    for (start, stop), (new_start, new_stop) in sorted(
        zip(spans, order, strict=True), reverse=True
    ):
        lines[start:stop] = text.split("\n")[new_start:new_stop]
    return "\n".join(lines)


def _add_remarks(text: str, random: Random) -> str:
    lines = text.split("\n")
    for function in reversed(functions_in(ast.parse(text)).values()):
        statement = random.choice(function.body[1:] or function.body)
        indent = " " * statement.col_offset
        lines.insert(statement.lineno - 1, f"{indent}# {random.choice(_REMARKS)}")
    return "\n".join(lines)
