from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure, Status, measure
from fundamentals.language import Text

TITLE = Text("title", "標題")


def good(run: BenchmarkContext, *, count: int = 2) -> Iterator[Figure]:
    (run.output / "picture.png").touch()
    for number in range(count):
        yield Figure(f"figure-{number}", TITLE, run.seed + number, at_least=0)


def missing(run: BenchmarkContext) -> Iterator[Figure]:
    yield Figure("figure", TITLE, 2, at_most=1)


def failing(run: BenchmarkContext) -> Iterator[Figure]:
    yield Figure("figure", TITLE, 1)
    raise RuntimeError("broken")


def interrupted(run: BenchmarkContext) -> Iterator[Figure]:
    yield Figure("figure", TITLE, 1)
    raise KeyboardInterrupt


def repeating(run: BenchmarkContext) -> Iterator[Figure]:
    yield Figure("figure", TITLE, 1)
    yield Figure("figure", TITLE, 2)


@pytest.mark.parametrize(
    ("work", "status", "values", "error"),
    [
        (good, Status.MEASURED, [7, 8], "None"),
        (missing, Status.MISSED, [2], "None"),
        (failing, Status.FAILED, [1], "broken"),
        (interrupted, Status.INTERRUPTED, [1], ""),
        (repeating, Status.FAILED, [1], "two figures are called figure"),
    ],
)
def test_whatever_becomes_of_it_what_was_measured_stands(
    work: Callable[..., Iterator[Figure]],
    status: Status,
    values: list[float],
    error: str,
    tmp_path: Path,
) -> None:
    announced: list[Figure] = []
    benchmark = Benchmark("name", TITLE, 1, work)
    measured = measure(benchmark, seed=7, output=tmp_path, announce=announced.append)
    assert measured.status is status
    assert [figure.value for figure in measured.figures] == values
    assert announced == measured.figures
    assert str(measured.error) == error


def test_seed_options_and_folder_reach_it(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    benchmark = Benchmark("name", TITLE, 1, good)
    measured = measure(benchmark, seed=3, settings={"count": "1"}, output=folder)
    assert [figure.value for figure in measured.figures] == [3]
    assert (measured.seed, measured.options) == (3, {"count": 1})
    assert (folder / "picture.png").exists()
    assert 0 < measured.seconds < 10
