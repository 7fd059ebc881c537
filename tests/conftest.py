"""What every test gets: English, a fixed seed, no window, no figure left open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import matplotlib
import numpy as np
import pytest

from fundamentals.language import use_language

matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with use_language("en"):
        yield


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    yield
    from matplotlib import pyplot

    pyplot.close("all")


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(20240601)


@pytest.fixture(scope="session")
def data_home() -> Path:
    """The folder of real data; in CI its absence is a failure, never a silent skip."""
    home = os.environ.get("FUNDAMENTALS_DATA")
    if home and Path(home).is_dir():
        return Path(home)
    reason = "real data: set FUNDAMENTALS_DATA to a folder that holds it"
    if os.environ.get("CI") and home:
        pytest.fail(f"{reason}; it is {home}, which is no folder")
    pytest.skip(reason)
