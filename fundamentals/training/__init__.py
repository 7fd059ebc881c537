"""Training with Keras: seeds, the device, a progress bar, the history, diagnoses, calibration.

Everything runs on a CPU or a GPU without changing the code. Functions import TensorFlow when they
use it; importing this package does not.
"""

from fundamentals.training._accelerated import accelerated
from fundamentals.training._answer_rule import (
    LEAST_CONFIDENCE,
    UNCALIBRATED_THRESHOLD,
    AnswerRule,
    choose_rule,
)
from fundamentals.training._augmentation import augment, training_batches
from fundamentals.training._device import Device, describe_cpu, describe_device
from fundamentals.training._diagnosis import Diagnosis, diagnose
from fundamentals.training._diagnosis_rules import MEMORIZED, OVERFITTING_GAP, DiagnosisKind
from fundamentals.training._evaluation import confusion_matrix, worst_mistakes
from fundamentals.training._example_curves import CurveCase, draw_cases
from fundamentals.training._fit import fit
from fundamentals.training._history import history_frame
from fundamentals.training._pretrained import imagenet_base
from fundamentals.training._reliability import (
    expected_calibration_error,
    reliability_bins,
    risk_coverage_curve,
)
from fundamentals.training._seed import set_seed
from fundamentals.training._splits import compare_splits
from fundamentals.training._temperature import apply_temperature, fit_temperature
from fundamentals.training._variables import create_training_variables

__all__ = [
    "LEAST_CONFIDENCE",
    "MEMORIZED",
    "OVERFITTING_GAP",
    "UNCALIBRATED_THRESHOLD",
    "AnswerRule",
    "CurveCase",
    "Device",
    "Diagnosis",
    "DiagnosisKind",
    "accelerated",
    "apply_temperature",
    "augment",
    "choose_rule",
    "compare_splits",
    "confusion_matrix",
    "create_training_variables",
    "describe_cpu",
    "describe_device",
    "diagnose",
    "draw_cases",
    "expected_calibration_error",
    "fit",
    "fit_temperature",
    "history_frame",
    "imagenet_base",
    "reliability_bins",
    "risk_coverage_curve",
    "set_seed",
    "training_batches",
    "worst_mistakes",
]
