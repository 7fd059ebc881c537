"""Fixtures for every test: English, a fixed seed, no windows, no open figures."""

from __future__ import annotations

import contextlib
import gc
import itertools
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib
import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from fundamentals.errors import MissingDependencyError
from fundamentals.language import use_language
from fundamentals.manifest import Lab

if TYPE_CHECKING:
    from playwright.sync_api import Browser

matplotlib.use("Agg")

# As for every command of the course, which loads this package before NumPy.
threadpool_limits(1, user_api="blas")

# What collecting imports stays to the end: without looking through it for garbage again and again,
# the quick tests take a seventh less processor time.
gc.disable()

# Where this package is installed, jsonschema compiles 38 grammars of addresses on import: 1.5 s.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

CHECKOUT = Path(__file__).resolve().parents[1]

TESTS = itertools.count()

# Fixtures that tests of several packages use.
pytest_plugins = ["screens", "small_course", "warm_sandbox"]

# What is started in the background may ignore Ctrl-C, and its children would too.
signal.signal(signal.SIGINT, signal.default_int_handler)


# They take minutes. Begun first, none of them runs on alone at the end.
LONGEST = ("test_labs_run.py", "test_corpus.py", "test_accuracy.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.name, len(LONGEST)))


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with use_language("en"):
        yield


@pytest.fixture(scope="session", autouse=True)
def no_progress_of_this_checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Path]]:
    """What passed in an earlier run is checked again, and the hints begin anew.

    The last folder of the list is in use: one for what fixtures of a session check, then one per
    test.
    """
    usual = Lab.progress_folder.fget
    progress = [tmp_path_factory.mktemp("progress")]

    def folder(lab: Lab) -> Path:
        return progress[-1] if lab.root.resolve() == CHECKOUT else usual(lab)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Lab, "progress_folder", property(folder))
        yield progress


@pytest.fixture(autouse=True)
def no_progress_of_another_test(no_progress_of_this_checkout: list[Path]) -> Iterator[None]:
    progress = no_progress_of_this_checkout
    progress.append(progress[0] / str(next(TESTS)))
    yield
    progress.pop()


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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, one for all tests; in CI its absence is a failure, never a silent skip."""
    from playwright.sync_api import expect

    from fundamentals.benchmarking import open_chromium

    with contextlib.ExitStack() as stack:
        try:
            browser = stack.enter_context(open_chromium())
        except MissingDependencyError as error:
            if os.environ.get("CI"):
                pytest.fail(str(error))
            pytest.skip(str(error))
        # A page is drawn at once; on a busy machine, at once may take its time.
        expect.set_options(timeout=60_000)
        yield browser
