"""Figures that the README and the docs quote: each measured by a script in ``benchmarks/``.

A script lists what it measures as :class:`Benchmark` objects; ``fundamentals bench`` finds and runs
them and writes each figure down with the machine, the versions and the seed that it comes from.
"""

from fundamentals.benchmarking._benchmark import Benchmark, BenchmarkContext, Figure, require_epochs
from fundamentals.benchmarking._browser import (
    PHONE,
    answering,
    launch_chromium,
    open_chromium,
    save_screenshot,
)
from fundamentals.benchmarking._docs_tables import with_tables, write_tables
from fundamentals.benchmarking._document import (
    document,
    document_schema,
    record_measurements,
    renew_pictures,
)
from fundamentals.benchmarking._fake_camera import fake_camera
from fundamentals.benchmarking._find import choose, find_benchmarks, split_arguments
from fundamentals.benchmarking._keras_notebook import run_keras_notebook
from fundamentals.benchmarking._machine import (
    Machine,
    Versions,
    describe_machine,
    describe_versions,
)
from fundamentals.benchmarking._measure import Measurement, Status, measure
from fundamentals.benchmarking._stopwatch import seconds_of
from fundamentals.benchmarking._terminal_tables import (
    benchmarks_table,
    circumstances,
    figures_table,
)
from fundamentals.benchmarking._variant import (
    ALTERATION,
    BLOCKS,
    LOSS,
    SMOOTHED_LOSS,
    Variant,
    variant_recipe,
)

__all__ = [
    "ALTERATION",
    "BLOCKS",
    "LOSS",
    "PHONE",
    "SMOOTHED_LOSS",
    "Benchmark",
    "BenchmarkContext",
    "Figure",
    "Machine",
    "Measurement",
    "Status",
    "Variant",
    "Versions",
    "answering",
    "benchmarks_table",
    "choose",
    "circumstances",
    "describe_machine",
    "describe_versions",
    "document",
    "document_schema",
    "fake_camera",
    "figures_table",
    "find_benchmarks",
    "launch_chromium",
    "measure",
    "open_chromium",
    "record_measurements",
    "renew_pictures",
    "require_epochs",
    "run_keras_notebook",
    "save_screenshot",
    "seconds_of",
    "split_arguments",
    "variant_recipe",
    "with_tables",
    "write_tables",
]
