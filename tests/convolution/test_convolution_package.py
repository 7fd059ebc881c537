from __future__ import annotations

import doctest
import inspect
import subprocess
import sys

from fundamentals import convolution


def test_examples_in_docstrings_come_out_as_written() -> None:
    names = {name: getattr(convolution, name) for name in convolution.__all__}
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner()
    functions = [value for value in names.values() if inspect.isfunction(value)]
    examples = [test for value in functions for test in finder.find(value, globs=names)]
    for example in examples:
        runner.run(example)
    assert runner.summarize().attempted >= 5
    assert runner.summarize().failed == 0


def test_importing_it_needs_numpy_and_nothing_heavier() -> None:
    script = (
        "import sys, fundamentals.convolution\n"
        "heavy = {'tensorflow', 'keras', 'scipy', 'pandas', 'matplotlib'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
