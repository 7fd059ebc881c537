"""What a script in ``benchmarks/`` declares: benchmarks and their figures."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from fundamentals.errors import ArgumentError
from fundamentals.language import Text

Item = TypeVar("Item")

_AT_WORK = Text(
    "{name} {item} ({number} of {count})", "{name} {item}（第 {number} 個，共 {count} 個）"
)
_TIME_LEFT = Text(", about {minutes:.1f} min left", "，約剩 {minutes:.1f} 分鐘")


@dataclass(frozen=True)
class Figure:
    """One measured number.

    Attributes:
        name: Lower-case words joined by hyphens, unique in its benchmark: "cnn-test-mean".
        title: Its name for readers.
        value: In ``unit``: 99.5 with unit "%" is 99.5 %.
        unit: As printed after the value: "%", "s", "ms", "KB", "×"; empty for a plain number.
        at_least: The smallest acceptable value; None if there is no such bound.
        at_most: The largest acceptable value; None if there is no such bound.
        spec: How the value is printed: a format specification such as ",.0f".
        note: What a reader should know about it.
    """

    name: str
    title: Text
    value: float
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None
    spec: str = ",.2f"
    note: Text | None = None

    def __post_init__(self) -> None:
        # Comparing NumPy numbers gives a NumPy bool, which JSON does not accept.
        object.__setattr__(self, "value", float(self.value))

    @property
    def is_met(self) -> bool:
        """Whether the value meets the requirement; NaN never does."""
        above = self.at_least is None or self.value >= self.at_least
        below = self.at_most is None or self.value <= self.at_most
        return above and below

    @property
    def printed(self) -> str:
        """The value with its unit."""
        return self._with_unit(self.value)

    @property
    def required(self) -> str:
        """The requirement, as printed; empty if there is none."""
        bounds = (("≥", self.at_least), ("≤", self.at_most))
        return ", ".join(
            f"{sign} {self._with_unit(bound)}" for sign, bound in bounds if bound is not None
        )

    def _with_unit(self, value: float) -> str:
        return f"{value:{self.spec}} {self.unit}".rstrip()


@dataclass(frozen=True)
class BenchmarkContext:
    """The inputs of a benchmark.

    Attributes:
        seed: For everything random; a benchmark that needs several seeds counts up from it.
        output: An existing folder for its files.
    """

    seed: int
    output: Path

    def each(self, items: Sequence[Item], name: Text) -> Iterator[Item]:
        """Yield the items; before each, print its name and the estimated remaining time."""
        started = time.perf_counter()
        for index, item in enumerate(items):
            line = _AT_WORK.format(name=name, item=item, number=index + 1, count=len(items))
            left = Text("", "")
            if index:
                seconds = (time.perf_counter() - started) / index * (len(items) - index)
                left = _TIME_LEFT.format(minutes=seconds / 60)
            print(f"{line}{left}", flush=True)  # noqa: T201 - shown as progress
            yield item


def require_epochs(finished: Sequence[int], asked: Sequence[int]) -> None:
    """Raise again a Ctrl-C after which :func:`fundamentals.training.fit` stopped early.

    Args:
        finished: Finished epochs of each training run.
        asked: Requested epochs of each training run.

    Raises:
        KeyboardInterrupt: A training run stopped early; its figure would describe a half-trained
            network.
    """
    if list(finished) != list(asked):
        raise KeyboardInterrupt


@dataclass(frozen=True)
class Benchmark:
    """A measurement that yields one or more figures.

    Attributes:
        name: Lower-case words joined by hyphens, unique in the course: "digits-accuracy".
        title: What is measured.
        minutes: Approximate duration on two cores.
        measure: Takes a :class:`BenchmarkContext` and yields each :class:`Figure` as soon as it is
            known. Keyword-only parameters with a default (int, float, str or Path) are its options.
            Its output is shown as progress. It imports TensorFlow, Keras and optional packages
            itself, so that listing the benchmarks does not need them.
        arguments: Names of options, whose values may stand behind the benchmark's name.
    """

    name: str
    title: Text
    minutes: float
    measure: Callable[..., Iterable[Figure]]
    arguments: tuple[str, ...] = ()

    @property
    def options(self) -> dict[str, Any]:
        """The default of each option, by its name."""
        parameters = inspect.signature(self.measure).parameters.values()
        return {
            parameter.name: parameter.default
            for parameter in parameters
            if parameter.kind is parameter.KEYWORD_ONLY
        }

    def read_options(self, settings: Mapping[str, str]) -> dict[str, Any]:
        """Return all options; those in ``settings`` are converted to the type of their default.

        Settings that the benchmark does not have are ignored.

        Raises:
            ArgumentError: A setting cannot be read.
        """
        read = self.options
        for name in read.keys() & settings.keys():
            kind = type(read[name])
            try:
                read[name] = kind(settings[name])
            except ValueError as error:
                raise ArgumentError(
                    Text.untranslated("{name}={value}").format(name=name, value=settings[name]),
                    expected=Text("a value such as {default}", "像 {default} 這樣的值").format(
                        default=read[name]
                    ),
                    fix=Text(
                        "`fundamentals bench --list` shows each option with its default",
                        "`fundamentals bench --list` 會列出每個選項與預設值",
                    ),
                ) from error
        return read
