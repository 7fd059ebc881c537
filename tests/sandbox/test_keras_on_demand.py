"""Keras starts in the sandbox where a submission or a check first needs it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from fundamentals.manifest import find_course
from fundamentals.sandbox import (
    HistoryArgument,
    Sandbox,
    SandboxedStudent,
    StudentDied,
    Submission,
    running,
)

# Names no package that the grader would look for, as learners who hide it do not.
HIDDEN = """
import sys

print("loaded")
AT_START = "ker" "as" in sys.modules

def started():
    return AT_START

def doubled(values):
    return 2 * values

def layer_count():
    try:
        module = __import__("ker" "as")
    except BaseException:
        return -1
    print("counted")
    return len(module.Sequential([module.Input((4,)), module.layers.Dense(2)]).layers)

def rewrites_graphs():
    module = __import__("tensor" "flow")
    options = module.config.optimizer.get_experimental_options()
    return not options.get("disable_meta_optimizer", False)

def last_of(history):
    return history.history["loss"][-1]
"""


@pytest.fixture(scope="module")
def light() -> Iterator[Sandbox]:
    """A separate sandbox: the shared one soon has Keras."""
    with Sandbox(threads=1) as sandbox:
        yield sandbox


def test_a_submission_without_keras_runs_without_it(light: Sandbox) -> None:
    with SandboxedStudent(Submission("lab.py", HIDDEN.encode()), light) as student:
        assert student.doubled(np.ones(2)).tolist() == [2, 2]
        assert student.started() is False


def test_a_lab_is_loaded_without_what_it_draws_with(light: Sandbox) -> None:
    solution = find_course().lab("lab03a").solution_path.read_text("utf-8")
    content = f"{solution}\nimport sys\ndef loaded():\n    return list(sys.modules)\n"
    with SandboxedStudent(Submission("lab.py", content.encode()), light) as student:
        assert not {"matplotlib", "pandas", "scipy", "keras"} & set(student.loaded())


MAIN = """from fundamentals.plotting import plot_grids

if __name__ == "__main__":

    plot_grids({})

    plot_grids({})
"""


@pytest.mark.parametrize(
    ("name", "content", "drawn"),
    [
        ("lab.ipynb", "from fundamentals.plotting import plot_grids", True),
        ("lab.py", "from fundamentals.plotting import plot_grids\n\nplot_grids({})\n", True),
        ("lab.py", "import fundamentals.plotting as p\nif True:\n    p.plot_grids({})\n", True),
        ("lab.py", "from fundamentals.plotting import plot_grids\n", False),
        ("lab.ipynb", "import numpy as np", False),
        ("lab.py", MAIN, False),
        ("lab.py", MAIN.replace("\n", "\r\n"), False),
        ("lab.py", MAIN + "plot_grids({})\n", True),
    ],
)
def test_what_draws_as_it_is_loaded_finds_matplotlib_ready(
    name: str, content: str, drawn: bool
) -> None:
    assert ("matplotlib.pyplot" in Submission(name, content.encode()).packages) is drawn


@pytest.mark.slow
def test_a_script_that_draws_as_it_is_loaded_tried_nothing(light: Sandbox) -> None:
    content = "from fundamentals.plotting import plot_grids\nplot_grids({'a': [[1, 2]]})\n"
    content += "def answer():\n    return 1\n"
    with SandboxedStudent(Submission("lab.py", content.encode()), light) as student:
        assert student.answer() == 1
        assert running(student).load_failures == ()
        assert running(student).tried == ()


@pytest.mark.slow
def test_keras_starts_at_its_first_use_whatever_the_submission_catches(light: Sandbox) -> None:
    with SandboxedStudent(Submission("lab.py", HIDDEN.encode()), light) as student:
        assert student.started() is False
        assert student.layer_count() == 1
        assert student.started() is True
        assert student.rewrites_graphs() is False
        # What the first process printed before it was replaced is not said twice.
        assert running(student).output.split() == ["loaded", "counted"]
        assert student.last_of(HistoryArgument({"loss": [0.5, 0.25]})) == 0.25


FORGED = """
import sys

runner = sys.modules["fundamentals.sandbox.worker._runner"]
runner.Runner.handle = lambda self, request: runner.Frame({"failure": {"kind": "keras_needed"}})
"""


@pytest.mark.slow
def test_a_process_that_asks_for_keras_again_has_died(light: Sandbox) -> None:
    with (
        SandboxedStudent(Submission("lab.py", FORGED.encode()), light) as student,
        pytest.raises(StudentDied, match="not an answer"),
    ):
        student.anything()
