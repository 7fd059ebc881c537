"""Every error that the package raises on purpose.

Each says what was received, what was expected and how to fix it, in the reader's language.
"""

from __future__ import annotations

from fundamentals._version import DISTRIBUTION
from fundamentals.language import Text

__all__ = [
    "ArgumentError",
    "BatchError",
    "CourseError",
    "DatasetError",
    "FundamentalsError",
    "GradebookError",
    "MissingDependencyError",
    "ModelError",
    "OutputError",
    "SandboxError",
    "ServingError",
    "SubmissionError",
    "UnknownDatasetError",
    "pip_install",
]

_LAYOUT = Text(
    "{received}\n  Expected: {expected}\n  To fix: {fix}",
    "{received}\n  應為：{expected}\n  解決方法：{fix}",
)


def pip_install(extra: str) -> str:
    """Return the command that installs the packages of ``extra``, for the fix of an error."""
    # Double quotes work in every shell, cmd.exe included.
    return f'pip install "{DISTRIBUTION}[{extra}]"'


class FundamentalsError(Exception):
    """An error that the reader can fix.

    Args:
        received: What was received, naming the file, line, column, argument or shape.
        expected: What was expected instead.
        fix: How to fix it.
    """

    def __init__(self, received: Text, *, expected: Text, fix: Text) -> None:
        super().__init__(received, expected, fix)
        self.text = _LAYOUT.format(received=received, expected=expected, fix=fix)

    def __str__(self) -> str:
        return str(self.text)

    def __reduce__(self) -> tuple[object, ...]:
        # Graders' workers send errors between processes.
        return _rebuild, (type(self), *self.args)


def _rebuild(
    kind: type[FundamentalsError], received: Text, expected: Text, fix: Text
) -> FundamentalsError:
    return kind(received, expected=expected, fix=fix)


class ArgumentError(FundamentalsError, ValueError):
    """A function was called with a value or a shape that it cannot use."""


class DatasetError(FundamentalsError, ValueError):
    """A data file or folder is missing or does not hold what it should."""


class UnknownDatasetError(DatasetError):
    """No dataset has that name."""


class CourseError(FundamentalsError):
    """A lab, solution or manifest is missing or malformed."""


class MissingDependencyError(FundamentalsError, ImportError):
    """An optional package or program is not installed."""


class ModelError(FundamentalsError, ValueError):
    """A model, or a layer of it, cannot do what was asked."""


class OutputError(FundamentalsError):
    """A file or a folder cannot be written at the given path."""


class ServingError(FundamentalsError):
    """A page cannot be served, or a request to it cannot be answered."""


class SubmissionError(FundamentalsError, ValueError):
    """A file cannot be read as a submission."""


class GradebookError(FundamentalsError):
    """A gradebook or a roster cannot be read or written, or lacks the requested entry."""


class BatchError(FundamentalsError):
    """Grading a class cannot continue; finished grades are kept."""


class SandboxError(FundamentalsError):
    """The sandbox that submissions run in cannot be built."""
