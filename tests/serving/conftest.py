from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import keras
import numpy as np
import pytest
from flask.testing import FlaskClient
from serving_pictures import ADDRESS, CALIBRATION, TallOrWide
from written_digits import digits, model, outputs, photographs, saved

from fundamentals.datasets import ImageDataset
from fundamentals.prediction import calibrate, save_calibration
from fundamentals.serving import Predictor, build_app

__all__ = ["digits", "model", "outputs", "photographs", "saved"]


@pytest.fixture
def stub() -> TallOrWide:
    return TallOrWide()


@pytest.fixture
def client(stub: TallOrWide) -> FlaskClient:
    predictor = Predictor(stub, CALIBRATION)
    return build_app(predictor, name="bars.keras", address=ADDRESS).test_client()


class Served(NamedTuple):
    """The address of `fundamentals serve`, and the file to which its browser writes."""

    address: str
    opened: Path


@pytest.fixture(scope="session")
def served(
    model: keras.Model,
    digits: ImageDataset,
    outputs: np.ndarray,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Served]:
    """The running command; it must end at Ctrl-C, with a line and without a traceback."""
    folder = tmp_path_factory.mktemp("served")
    path, browser, opened = folder / "digits.keras", folder / "browser", folder / "opened"
    model.save(path)
    save_calibration(calibrate(digits, outputs, scale=1 / 255), path)
    browser.write_text(f'#!/bin/sh\necho "$1" >> "{opened}"\n', encoding="utf-8")
    browser.chmod(0o755)
    options = ("--port", "0", "--open", "--threshold", "0.3", "--language", "en")
    server = subprocess.Popen(
        [sys.executable, "-m", "fundamentals", "serve", str(path), *options],
        env={**os.environ, "BROWSER": f"{browser} %s"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    line = server.stdout.readline()
    found = re.fullmatch(r"digits\.keras answers at (http://127\.0\.0\.1:\d+)\n", line)
    assert found is not None, line + server.communicate(timeout=5)[1]
    yield Served(found[1], opened)
    server.send_signal(signal.SIGINT)
    printed, complaints = server.communicate(timeout=20)
    assert server.returncode == 0
    assert printed.endswith("\nended\n")
    assert "Traceback" not in complaints


@pytest.fixture
def address(served: Served) -> str:
    return served.address
