"""How many cores compute one operation, in every process of the course."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from fundamentals.cores import (
    THREADS_PER_OPERATION,
    THREADS_PER_PRODUCT,
    share_cores,
    threads_per_operation,
    usable_cores,
)
from fundamentals.sandbox import Sandbox

# What TensorFlow makes of the variable is its own affair; a lab that chooses otherwise is heeded.
TOLD = f"import os, fundamentals; print(os.environ[{THREADS_PER_OPERATION!r}])"


@pytest.mark.parametrize(("cores", "threads"), [(0, 1), (1, 1), (2, 1), (3, 1), (4, 2), (16, 8)])
def test_half_of_the_cores_compute_an_operation(cores: int, threads: int) -> None:
    assert threads_per_operation(cores) == threads


@pytest.mark.parametrize("chosen", [None, "3"])
def test_importing_the_package_is_enough_unless_the_user_has_chosen(chosen: str | None) -> None:
    environment = {**os.environ, THREADS_PER_OPERATION: chosen or ""}
    if chosen is None:
        del environment[THREADS_PER_OPERATION]
    told = subprocess.run(
        [sys.executable, "-c", TOLD], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert told.strip() == (chosen or str(threads_per_operation(usable_cores())))


@pytest.mark.parametrize("chosen", [None, 2])
def test_one_thread_computes_a_product_unless_the_user_has_chosen(chosen: int | None) -> None:
    environment = {**os.environ, THREADS_PER_PRODUCT: str(chosen)}
    if chosen is None:
        del environment[THREADS_PER_PRODUCT]
    products = "import fundamentals, numpy, threadpoolctl as t; print(*t.threadpool_info())"
    told = subprocess.run(
        [sys.executable, "-c", products],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "openblas" not in told:
        pytest.skip("this NumPy has another BLAS")
    assert f"'num_threads': {min(chosen or 1, usable_cores())}" in told


def test_processes_at_once_share_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fundamentals.cores.usable_cores", lambda: 16)
    monkeypatch.setenv(THREADS_PER_OPERATION, "8")
    share_cores(4)
    assert os.environ[THREADS_PER_OPERATION] == "2"


@pytest.mark.parametrize(("cores", "threads"), [({0}, 1), ({0, 1}, 1), (set(range(8)), 4)])
def test_a_sandbox_chooses_by_its_own_cores(cores: set[int], threads: int) -> None:
    assert Sandbox(cores=cores).threads == threads


def test_a_sandbox_without_cores_of_its_own_shares_those_of_this_process() -> None:
    assert Sandbox().threads == threads_per_operation(usable_cores())
