"""How long something takes."""

from __future__ import annotations

import time
from collections.abc import Callable


def seconds_of(work: Callable[[], object]) -> float:
    """Do ``work`` once, and return how many seconds it took by the clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
