from __future__ import annotations

import doctest
import inspect

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
