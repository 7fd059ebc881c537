"""The loading time of Sign Language MNIST, compared with pandas alone on the same two files.

The three timings alternate, so that other load on the machine affects all of them. A
first load parses, checks, groups the photographs, splits and writes the cache; a cached load checks
that the files are still the same and that the cache is whole.

    python benchmarks/sign_language_load.py
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from unittest import mock

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure, seconds_of
from fundamentals.cli import main
from fundamentals.datasets import data_home, load_dataset
from fundamentals.language import Text

TITLES = {
    "pandas": Text.untranslated("pandas.read_csv"),
    "first": Text("first load", "第一次載入"),
    "cached": Text("cached load", "由快取載入"),
}
LIMITS = {"first": 1.5, "cached": 1 / 20}


def measure(run: BenchmarkContext, *, data_dir: str = "", rounds: int = 7) -> Iterator[Figure]:
    """Yield median and best of each, then both loads beside pandas.

    Args:
        run: Its seed is not used, because the split of this dataset is fixed.
        data_dir: Folder of the two files; empty for the data home's.
        rounds: Timings of each.
    """
    folder = Path(data_dir) if data_dir else data_home() / "sign_mnist"
    load_dataset("sign_mnist", data_dir=folder)  # reports missing files
    measured = time_rounds(folder, run.each(range(1, rounds + 1), Text("round", "回合")))
    for name, times in measured.items():
        yield Figure(f"{name}-seconds", TITLES[name], median(times), "s", spec=".3f")
        best = Text("{title}, best", "{title}，最快").format(title=TITLES[name])
        yield Figure(f"{name}-best", best, min(times), "s", spec=".3f")
    for name, limit in LIMITS.items():
        ratio = median(measured[name]) / median(measured["pandas"])
        title = Text("{title} over pandas.read_csv", "{title}除以 pandas.read_csv").format(
            title=TITLES[name]
        )
        yield Figure(f"{name}-ratio", title, ratio, at_most=limit, spec=".3f")


def time_rounds(folder: Path, rounds: Iterable[int]) -> dict[str, list[float]]:
    """Return seconds for ``pandas.read_csv``, a first load and a cached load, one per round."""
    import pandas
    import scipy.sparse.csgraph  # noqa: F401 - imported here, so that no round pays for it

    files = [next(folder.glob(f"sign_mnist_{part}.csv*")) for part in ("train", "test")]
    measured: dict[str, list[float]] = {name: [] for name in TITLES}
    with (
        tempfile.TemporaryDirectory() as home,
        mock.patch.dict(os.environ, FUNDAMENTALS_DATA=home),
    ):
        for _ in rounds:
            shutil.rmtree(Path(home) / "cache", ignore_errors=True)
            for name, action in (
                ("pandas", lambda: [pandas.read_csv(file) for file in files]),
                ("first", lambda: load_dataset("sign_mnist", data_dir=folder)),
                ("cached", lambda: load_dataset("sign_mnist", data_dir=folder)),
            ):
                measured[name].append(seconds_of(action))
    return measured


BENCHMARKS = (
    Benchmark(
        "signs-load",
        Text(
            "loading Sign Language MNIST beside pandas alone",
            "載入 Sign Language MNIST，與只用 pandas 相比",
        ),
        minutes=1,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
