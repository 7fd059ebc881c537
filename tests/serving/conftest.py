from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from serving_pictures import ADDRESS, CALIBRATION, TallOrWide
from written_digits import digits, model, outputs, photographs, saved

from fundamentals.serving import Predictor, build_app

__all__ = ["digits", "model", "outputs", "photographs", "saved"]


@pytest.fixture
def stub() -> TallOrWide:
    return TallOrWide()


@pytest.fixture
def client(stub: TallOrWide) -> FlaskClient:
    predictor = Predictor(stub, CALIBRATION)
    return build_app(predictor, name="bars.keras", address=ADDRESS).test_client()
