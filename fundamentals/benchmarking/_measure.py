"""Running one benchmark and keeping its figures, even if it fails."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

from fundamentals.benchmarking._benchmark import Benchmark, BenchmarkContext, Figure


class Status(Enum):
    """How a benchmark ended."""

    MEASURED = "measured"
    MISSED = "missed"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


@dataclass
class Measurement:
    """What a benchmark measured and under what conditions.

    Attributes:
        benchmark: The benchmark.
        seed: The seed that it was given.
        options: The options that it was given.
        started: Local time.
        load_average: Processes that wanted a core during the minute before it started; None if the
            system does not report it.
        figures: What it measured before it ended.
        seconds: Its duration.
        error: The exception that ended it early, ``KeyboardInterrupt`` included.
    """

    benchmark: Benchmark
    seed: int
    options: dict[str, Any]
    started: datetime
    load_average: float | None
    figures: list[Figure] = field(default_factory=list)
    seconds: float = 0.0
    error: BaseException | None = None

    @property
    def status(self) -> Status:
        """Measured if nothing ended it and no required figure was missed."""
        if isinstance(self.error, KeyboardInterrupt):
            return Status.INTERRUPTED
        if self.error is not None:
            return Status.FAILED
        return Status.MEASURED if all(f.is_met for f in self.figures) else Status.MISSED

    @property
    def is_whole(self) -> bool:
        """True if it ran to its end, whether or not its figures meet their requirements."""
        return self.error is None


def measure(
    benchmark: Benchmark,
    *,
    seed: int = 0,
    settings: Mapping[str, str] | None = None,
    output: Path,
    announce: Callable[[Figure], None] = lambda figure: None,
) -> Measurement:
    """Run a benchmark until it ends, fails or is interrupted, and keep the figures so far.

    Args:
        benchmark: The benchmark.
        seed: Any whole number from 0.
        settings: Options as text, by name.
        output: Folder for its files; created if missing.
        announce: Called with each figure as it comes.

    Raises:
        ArgumentError: A setting cannot be read.
    """
    options = benchmark.read_options(settings or {})
    output.mkdir(parents=True, exist_ok=True)
    measured = Measurement(
        benchmark,
        seed=seed,
        options=options,
        started=datetime.now().astimezone(),
        load_average=_load_average(),
    )
    started = time.perf_counter()
    try:
        for figure in benchmark.measure(BenchmarkContext(seed, output), **options):
            if figure.name in {earlier.name for earlier in measured.figures}:
                raise ValueError(f"two figures are called {figure.name}")
            measured.figures.append(figure)
            announce(figure)
    except (Exception, KeyboardInterrupt) as error:
        measured.error = error
    measured.seconds = time.perf_counter() - started
    return measured


def _load_average() -> float | None:
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None
