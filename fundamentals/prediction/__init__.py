"""A trained model's answers to the user's own photographs, with confidence and abstention.

A model is calibrated once, on validation images. The result is kept in a JSON file beside it, which
also says how to make a photograph look like the training images.
"""

from fundamentals.prediction._calibrate import calibrate, calibrate_model
from fundamentals.prediction._calibration_file import (
    Calibration,
    Evidence,
    calibration_path,
    load_calibration,
    save_calibration,
    uncalibrated,
)
from fundamentals.prediction._plots import draw_answers, draw_calibration
from fundamentals.prediction._predict import (
    Answer,
    Refusal,
    predict_images,
    predict_photographs,
    require_fitting,
)

__all__ = [
    "Answer",
    "Calibration",
    "Evidence",
    "Refusal",
    "calibrate",
    "calibrate_model",
    "calibration_path",
    "draw_answers",
    "draw_calibration",
    "load_calibration",
    "predict_images",
    "predict_photographs",
    "require_fitting",
    "save_calibration",
    "uncalibrated",
]
