from __future__ import annotations

from collections.abc import Iterator

import keras
import numpy as np
import pytest
from flask.testing import FlaskClient
from paper_camera import camera_chromium, paper
from running_server import Served, serving
from serving_pictures import ADDRESS, CALIBRATION, TallOrWide
from written_digits import digits, model, outputs, photographs, saved

from fundamentals.datasets import ImageDataset
from fundamentals.prediction import Calibration, calibrate
from fundamentals.serving import Predictor, build_app

__all__ = ["camera_chromium", "digits", "model", "outputs", "paper", "photographs", "saved"]


@pytest.fixture
def stub() -> TallOrWide:
    return TallOrWide()


@pytest.fixture
def client(stub: TallOrWide) -> FlaskClient:
    predictor = Predictor(stub, CALIBRATION)
    return build_app(predictor, name="bars.keras", address=ADDRESS).test_client()


@pytest.fixture(scope="session")
def calibration(digits: ImageDataset, outputs: np.ndarray) -> Calibration:
    return calibrate(digits, outputs, scale=1 / 255)


@pytest.fixture(scope="session")
def served(
    model: keras.Model, calibration: Calibration, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    with serving(model, calibration, tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture
def address(served: Served) -> str:
    return served.address
