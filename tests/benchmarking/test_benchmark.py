from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure, require_epochs
from fundamentals.errors import ArgumentError
from fundamentals.language import Text

TITLE = Text("title", "標題")


@pytest.mark.parametrize(
    ("value", "at_least", "at_most", "is_met", "required"),
    [
        (1.0, None, None, True, ""),
        (1.0, 1.0, None, True, "≥ 1.00 s"),
        (0.9, 1.0, None, False, "≥ 1.00 s"),
        (1.0, None, 1.0, True, "≤ 1.00 s"),
        (1.1, None, 1.0, False, "≤ 1.00 s"),
        (1.0, 0.5, 1.5, True, "≥ 0.50 s, ≤ 1.50 s"),
        (math.nan, 0.5, None, False, "≥ 0.50 s"),
        (math.nan, None, 1.0, False, "≤ 1.00 s"),
        (math.inf, None, 1.0, False, "≤ 1.00 s"),
    ],
)
def test_a_figure_is_met_within_its_bounds(
    value: float, at_least: float | None, at_most: float | None, is_met: bool, required: str
) -> None:
    figure = Figure("name", TITLE, value, "s", at_least=at_least, at_most=at_most)
    assert figure.is_met is is_met
    assert figure.required == required


@pytest.mark.parametrize(
    ("value", "unit", "spec", "printed"),
    [
        (99.974, "%", ",.2f", "99.97 %"),
        (264_049, "", ",.0f", "264,049"),
        (3e-7, "", ".0e", "3e-07"),
    ],
)
def test_a_figure_is_printed_with_its_unit(
    value: float, unit: str, spec: str, printed: str
) -> None:
    assert Figure("name", TITLE, value, unit, spec=spec).printed == printed


def measure(
    place: str,
    run: BenchmarkContext,
    *,
    seeds: int = 5,
    rate: float = 0.5,
    folder: Path = Path("here"),
    only: str = "",
) -> Iterator[Figure]:
    raise NotImplementedError


BENCHMARK = Benchmark("name", TITLE, 1, functools.partial(measure, "place"))


def test_options_are_the_keyword_parameters_with_their_defaults() -> None:
    assert BENCHMARK.options == {"seeds": 5, "rate": 0.5, "folder": Path("here"), "only": ""}
    fixed = Benchmark("name", TITLE, 1, functools.partial(measure, "place", seeds=3))
    assert fixed.options["seeds"] == 3


def test_settings_are_read_as_what_the_default_is() -> None:
    settings = {"seeds": "2", "rate": "0.25", "folder": "there", "unknown": "passed over"}
    assert BENCHMARK.read_options(settings) == {
        "seeds": 2,
        "rate": 0.25,
        "folder": Path("there"),
        "only": "",
    }


def test_a_setting_that_cannot_be_read_is_explained() -> None:
    with pytest.raises(ArgumentError, match="seeds=many\n  Expected: a value such as 5\n"):
        BENCHMARK.read_options({"seeds": "many"})


def test_each_tells_where_it_is_and_how_long_the_rest_takes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run = BenchmarkContext(seed=0, output=tmp_path)
    assert list(run.each(range(4, 6), Text("seed", "種子"))) == [4, 5]
    first, second = capsys.readouterr().out.splitlines()
    assert first == "seed 4 (1 of 2)"
    assert second == "seed 5 (2 of 2), about 0.0 min left"


def test_a_training_that_was_cut_short_ends_the_benchmark() -> None:
    require_epochs([12, 12], [12, 12])
    with pytest.raises(KeyboardInterrupt):
        require_epochs([12, 11], [12, 12])
