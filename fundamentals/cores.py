"""How many processor cores there are, and how many of them compute one operation."""

from __future__ import annotations

import os

# TensorFlow reads it when it first computes. A lab may still choose with `tf.config.threading`.
THREADS_PER_OPERATION = "TF_NUM_INTRAOP_THREADS"

# NumPy's OpenBLAS reads it when it is loaded. A product of the course's matrices takes less than a
# millisecond; threads that shared it then wait for the next one, each a tenth of a second of
# processor time.
THREADS_PER_PRODUCT = "OPENBLAS_NUM_THREADS"


def usable_cores() -> int:
    """Return how many cores this process may use."""
    # os.sched_getaffinity exists only on Linux; it respects taskset and a container's cpuset.
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def threads_per_operation(cores: int) -> int:
    """Return how many threads should compute one operation of a network on ``cores``.

    The course's networks are small: threads that share one of their operations mostly wait for each
    other. The other half of the cores computes the operations beside it and the next batch.
    """
    return max(1, cores // 2)


def share_cores(processes: int) -> None:
    """Let TensorFlow use this process's share of the cores, before it first computes."""
    threads = threads_per_operation(usable_cores() // processes)
    os.environ[THREADS_PER_OPERATION] = str(threads)
