from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator

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


@pytest.fixture(scope="session")
def address(
    model: keras.Model,
    digits: ImageDataset,
    outputs: np.ndarray,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Where `fundamentals serve` answers; it must end at Ctrl-C, with a line, without a trace."""
    path = tmp_path_factory.mktemp("served") / "digits.keras"
    model.save(path)
    save_calibration(calibrate(digits, outputs, scale=1 / 255), path)
    options = ("--port", "0", "--threshold", "0.3", "--language", "en")
    server = subprocess.Popen(
        [sys.executable, "-m", "fundamentals", "serve", str(path), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    line = server.stdout.readline()
    found = re.fullmatch(r"digits\.keras answers at (http://127\.0\.0\.1:\d+)\n", line)
    assert found is not None, line + server.communicate(timeout=5)[1]
    yield found[1]
    server.send_signal(signal.SIGINT)
    printed, complaints = server.communicate(timeout=20)
    assert server.returncode == 0
    assert printed.endswith("\nended\n")
    assert "Traceback" not in complaints
