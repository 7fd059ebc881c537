import subprocess
import sys

from fundamentals import training


def test_the_public_names_are_exactly_these() -> None:
    assert training.__all__ == [
        "LEAST_CONFIDENCE",
        "AnswerRule",
        "CurveCase",
        "Device",
        "Diagnosis",
        "DiagnosisKind",
        "risk_coverage_curve",
        "accelerated",
        "apply_temperature",
        "augment",
        "choose_rule",
        "confusion_matrix",
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
        "set_seed",
        "training_batches",
        "worst_mistakes",
    ]
    assert all(hasattr(training, name) for name in training.__all__)


def test_importing_it_imports_neither_tensorflow_nor_pandas() -> None:
    code = (
        "import sys, fundamentals.training\n"
        "print([name for name in ('tensorflow', 'keras', 'pandas', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
