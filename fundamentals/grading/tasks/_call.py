"""The arguments of a call, and the call as a learner would write it."""

from __future__ import annotations

import copy
import inspect
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from fundamentals.sandbox import Student, running

# A longer list would fill the line, so the parameter's name is shown instead.
_MOST_ITEMS = 8


@runtime_checkable
class SubmissionArgument(Protocol):
    """An argument that a submission receives in another form, such as a model."""

    def for_submission(self, student: Student) -> Any:
        """Return its counterpart in the submission's process."""


def for_submission(student: Student, value: Any) -> Any:
    """Return ``value`` as the submission receives it."""
    as_it_is = not isinstance(value, SubmissionArgument) or running(student).is_trusted
    return value if as_it_is else value.for_submission(student)


class Call:
    """The arguments of a call: ``Call(image, kernel, stride=2)``.

    Args:
        arguments: By position.
        named: By name.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self.arguments = arguments
        self.named: Mapping[str, Any] = named

    def to(self, function: Callable[..., Any]) -> Any:
        """Call ``function`` with copies of the arguments, so it cannot affect the next call."""
        return function(*_copied(self.arguments), **_copied(self.named))

    def map(self, give: Callable[[Any], Any]) -> Call:
        """Return this call with ``give`` applied to each argument."""
        return Call(
            *map(give, self.arguments), **{name: give(value) for name, value in self.named.items()}
        )

    def by_position(self, right: Callable[..., Any]) -> Call:
        """Return this call with all arguments of ``right`` by position, defaults included."""
        bound = inspect.signature(right).bind(*self.arguments, **self.named)
        bound.apply_defaults()
        return Call(*bound.args, **bound.kwargs)

    def text(self, right: Callable[..., Any]) -> str:
        """Return the call of ``right`` as code, with arrays shown by parameter name."""
        shown = [_shown(name, value) for name, value in self._positional(right)]
        shown += [f"{name}={_shown(name, value)}" for name, value in self.named.items()]
        return f"{right.__name__}({', '.join(shown)})"

    def arrays(self, right: Callable[..., Any]) -> dict[str, NDArray[Any]]:
        """Return the array arguments, by parameter name of ``right``."""
        everything = (*self._positional(right), *self.named.items())
        return {name: value for name, value in everything if isinstance(value, np.ndarray)}

    def parameters(self, right: Callable[..., Any], keys: Iterable[int | str]) -> list[str]:
        """Return the parameter names of ``right`` for ``keys``, which are positions or names.

        Unknown keys are left out, because a submission may have made them up.
        """
        known: dict[int | str, str] = {name: name for name in self.named}
        known.update(enumerate(name for name, _ in self._positional(right)))
        return [known[key] for key in keys if key in known]

    def _positional(self, right: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
        bound = inspect.signature(right).bind(*self.arguments)
        yield from bound.arguments.items()


def _copied(value: Any) -> Any:
    """Return ``value`` with every array and generator in it copied."""
    if isinstance(value, np.ndarray | np.random.Generator):
        return copy.deepcopy(value)
    if isinstance(value, list | tuple):
        return type(value)(map(_copied, value))
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return value


def _shown(name: str, value: object) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, np.generic):
        return repr(value.item())
    plain = value is None or isinstance(value, bool | int | float)
    short = isinstance(value, list | tuple) and len(value) <= _MOST_ITEMS
    return repr(value) if plain or short else name


# What a case yields: the arguments of each call.
Calls = Iterator[tuple[Any, ...] | Call]
