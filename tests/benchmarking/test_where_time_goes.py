"""The parts that the benchmark times are those of the lab itself."""

from pathlib import Path
from types import ModuleType

import pytest

from fundamentals.datasets import load_dataset
from fundamentals.lab import load_module
from fundamentals.manifest import find_course

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "where_time_goes.py"


@pytest.fixture
def benchmark() -> ModuleType:
    return load_module(SCRIPT)


@pytest.mark.slow
def test_it_times_what_the_lab_hands_to_fit(benchmark: ModuleType) -> None:
    lab = load_module(find_course().lab("lab03b").solution_path)
    digits = load_dataset("digits")
    model, batches, (images, labels) = benchmark.prepared(lab, digits)
    assert sum(len(part[1]) for part in batches) == len(digits.train)
    assert images.shape == (1000, 28, 28, 1)
    assert len(labels) == 1000
    ready = benchmark.repeat(list(batches.take(2)), 5)
    assert sum(1 for _ in ready) == 5
    history = model.fit(ready, verbose=0, shuffle=False)
    assert "accuracy" in history.history
