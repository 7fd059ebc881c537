"""How long Sign Language MNIST takes to load, beside pandas alone on the same two files.

The three timings alternate, so that whatever else the machine does touches all of them alike. A
first load parses, checks, groups the photographs, splits and writes the cache; a cached load checks
that the files are still the same and that the cache is whole.

Run: python benchmarks/sign_language_load.py [--data-dir FOLDER] [--rounds N]
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pandas
import scipy.sparse.csgraph  # noqa: F401 - imported here, so that no round pays for it

from fundamentals.datasets import data_home, load_dataset

FIRST_LIMIT = 1.5
CACHED_LIMIT = 1 / 20


def seconds(action: Callable[[], object]) -> float:
    """Return how long ``action`` takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def measure(folder: Path, rounds: int) -> dict[str, list[float]]:
    """Return seconds for ``pandas.read_csv``, a first load and a cached load, one a round."""
    files = [next(folder.glob(f"sign_mnist_{part}.csv*")) for part in ("train", "test")]
    measured: dict[str, list[float]] = {"pandas.read_csv": [], "first load": [], "cached load": []}
    with tempfile.TemporaryDirectory() as home:
        os.environ["FUNDAMENTALS_DATA"] = home
        for _ in range(rounds):
            shutil.rmtree(Path(home) / "cache", ignore_errors=True)
            for name, action in (
                ("pandas.read_csv", lambda: [pandas.read_csv(file) for file in files]),
                ("first load", lambda: load_dataset("sign_mnist", data_dir=folder)),
                ("cached load", lambda: load_dataset("sign_mnist", data_dir=folder)),
            ):
                measured[name].append(seconds(action))
    return measured


def report(measured: dict[str, list[float]]) -> None:
    """Print the table and the two ratios with their limits."""
    print(f"{'':16}{'median s':>10}{'best s':>10}")
    for name, times in measured.items():
        print(f"{name:16}{median(times):10.3f}{min(times):10.3f}")
    pandas_seconds = median(measured["pandas.read_csv"])
    first = median(measured["first load"]) / pandas_seconds
    cached = median(measured["cached load"]) / pandas_seconds
    print(f"first load  / pandas.read_csv = {first:.2f} (limit {FIRST_LIMIT})")
    print(f"cached load / pandas.read_csv = 1/{1 / cached:.0f} (limit 1/{1 / CACHED_LIMIT:.0f})")


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data-dir", type=Path, default=data_home() / "sign_mnist")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    report(measure(options.data_dir, options.rounds))


if __name__ == "__main__":
    main()
