"""What a trained model says of photographs of one's own, how sure it is, and when it says nothing.

A model is calibrated once, on validation images; the result is kept in a JSON file beside it, with
which a photograph can be made like the images that the model was trained on.
"""

from fundamentals.prediction._calibrate import calibrate, calibrate_model
from fundamentals.prediction._calibration import (
    Calibration,
    Evidence,
    calibration_path,
    load_calibration,
    save_calibration,
    uncalibrated,
)
from fundamentals.prediction._plots import draw_answers, draw_calibration
from fundamentals.prediction._predict import Answer, Refusal, predict_images, predict_photographs

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
    "save_calibration",
    "uncalibrated",
]
