"""The verdict that each kind of learning curve must get: trainings that took place, and drawn ones.

The real ones are dense networks of labs 1 and 2 on 2,000 of the bundled digits, each row of four
epochs' figures as Keras recorded them, with the fault that the name says.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from fundamentals.language import use_language
from fundamentals.training import DiagnosisKind, diagnose, history_frame

NAN = math.nan
Curves = dict[str, list[float]]


def curves(
    accuracy: list[float],
    validation: list[float] | None = None,
    loss: list[float] | None = None,
    validation_loss: list[float] | None = None,
) -> Curves:
    found = {"accuracy": accuracy, "loss": loss or [2 * (1 - value) + 0.01 for value in accuracy]}
    if validation is not None:
        found["val_accuracy"] = validation
    if validation_loss is not None:
        found["val_loss"] = validation_loss
    return found


REAL: dict[str, tuple[DiagnosisKind, str, Curves]] = {
    "dense network, 15 epochs": (
        "overfitting",
        "a gap of 6.9 points",
        curves(
            [.7465, .907, .942, .959, .971, .9815, .987, .993, .9965, .997, .998, .998, 1, 1, 1],
            [.868, .898, .906, .914, .917, .915, .913, .913, .914, .919, .926, .925, .928, .929,
             .931],
            [.899, .347, .2438, .1836, .1404, .1065, .08144, .06369, .05098, .04074, .03169, .02401,
             .01847, .01481, .01223],
            [.4597, .3596, .3246, .3048, .2958, .2904, .2855, .2798, .2749, .263, .2518, .2592,
             .2519, .2505, .2516],
        ),
    ),
    "SGD at 1e-4": (
        "underfitting",
        "ten times higher",
        curves(
            [.0845, .0875, .09, .0915, .092, .093, .0955, .097],
            [.088, .088, .089, .093, .094, .096, .099, .1],
            [2.362, 2.356, 2.35, 2.344, 2.338, 2.332, 2.326, 2.321],
            [2.352, 2.346, 2.341, 2.335, 2.33, 2.325, 2.319, 2.314],
        ),
    ),
    "SGD at 5": (
        "underfitting",
        "ten times lower",
        curves(
            [.095, .0965, .097, .098, .0965, .0965, .0965, .0965],
            [.1, .1, .081, .1, .1, .1, .1, .1],
            [9.949, 2.357, 2.356, 2.365, 2.357, 2.357, 2.357, 2.357],
            [2.414, 2.413, 2.943, 2.413, 2.413, 2.413, 2.413, 2.413],
        ),
    ),
    "five layers, Adam at .03": (
        "unstable",
        "fell from 79.9% in epoch 11 to 61.3%",
        curves(
            [.3765, .5555, .663, .695, .696, .7555, .806, .811, .849, .812, .8395, .769],
            [.498, .616, .601, .712, .712, .77, .796, .794, .784, .78, .799, .613],
            [1.7, 1.09, .9481, .8416, .8908, .7725, .6615, .6413, .6032, .691, .5711, .8985],
            [1.312, .9622, 1.085, .8713, .9542, .8389, 1.046, .7901, .898, .8975, .9248, 2.578],
        ),
    ),
    "pixels 0-255, SGD": (
        "underfitting",
        "the range of the pixels",
        curves(
            [.1015, .098, .098, .098, .0965, .097, .095, .088],
            [.1] * 8,
            [55330000, 2.303, 2.303, 2.303, 2.303, 2.303, 2.303, 2.303],
            [2.303] * 8,
        ),
    ),
    "pixels 0-255, three layers": (
        "diverged",
        "became NaN in epoch 1",
        curves([.19, .2, .2], [.1, .1, .1], [NAN, NAN, NAN], [NAN, NAN, NAN]),
    ),
    "dropout .6": (
        "overfitting",
        "a gap of",
        curves(
            [.6025, .8195, .859, .8935, .909, .92, .937, .9435, .9455, .954, .952, .96, .9615,
             .9725, .9685, .9815, .975, .9745, .981, .9785],
            [.833, .878, .897, .903, .917, .913, .922, .917, .924, .923, .925, .928, .929, .935,
             .939, .929, .93, .932, .94, .939],
        ),
    ),
    "dropout .6, after 8 epochs": (
        "improving",
        "Train longer",
        curves(
            [.6025, .8195, .859, .8935, .909, .92, .937, .9135],
            [.833, .878, .897, .903, .905, .913, .922, .917],
        ),
    ),
    "momentum .99": (
        "diverged",
        "collapsed from 54.4% in epoch 1 to 9.5%",
        curves(
            [.544, .344, .201, .162, .0855, .092, .097, .0925, .091, .0915, .0945, .0975, .095],
            [.509, .233, .214, .1, .1, .1, .1, .1, .1, .1, .1, .1, .1],
            [1.64, 2.298, 2.274, 2.971, 2.591, 2.621, 2.64, 2.637, 2.619, 2.603, 2.592, 2.586, 3],
        ),
    ),
    "one epoch": ("improving", "after one epoch", curves([.661], [.8], [1.322], [.7078])),
}  # fmt: skip

DRAWN: dict[str, tuple[DiagnosisKind, str, Curves]] = {
    "collapse from 89 % to chance": (
        "diverged",
        "from 89.0% in epoch 3 to 10.0%",
        curves([0.6, 0.8, 0.89, 0.1, 0.1], [0.62, 0.81, 0.89, 0.1, 0.1], [1.1, 0.6, 0.3, 2.3, 2.3]),
    ),
    "collapse in the last epoch": (
        "diverged",
        "from 89.0%",
        curves([0.6, 0.8, 0.89, 0.1], [0.62, 0.81, 0.89, 0.1], [1.1, 0.6, 0.3, 2.3]),
    ),
    "collapse of two classes to a coin": (
        "diverged",
        "to 50.0%",
        curves([0.7, 0.8, 0.89, 0.5], [0.7, 0.8, 0.88, 0.5], [0.6, 0.4, 0.3, 0.693]),
    ),
    "collapse without validation": ("diverged", "from 89.0%", curves([0.6, 0.8, 0.89, 0.1, 0.1])),
    "died in epoch 2": ("diverged", "in epoch 1", curves([0.62, 0.1, 0.1, 0.1], [0.3] + 3 * [0.1])),
    "dead from the first epoch": (
        "underfitting",
        "hardly higher than after the first",
        curves([0.1] * 5, [0.1] * 5, [2.303] * 5, [2.303] * 5),
    ),
    "only validation collapsed": (
        "unstable",
        "fell from 89.0% in epoch 2 to 10.0%",
        curves([0.7, 0.88, 0.89, 0.9], [0.7, 0.89, 0.1, 0.1]),
    ),
    "NaN in epoch 2": ("diverged", "in epoch 2", curves([0.5, 0.1], [0.5, 0.1], [2, NAN])),
    "NaN from the first epoch": ("diverged", "in epoch 1", curves([0.1], [0.1], [NAN], [NAN])),
    "NaN in validation only": (
        "diverged",
        "became NaN",
        curves([0.5, 0.6], [0.5, 0.1], [2, 1], [2, NAN]),
    ),
    "loss explodes at chance": ("diverged", "rose", curves([0.1, 0.1], [0.1, 0.1], [2.3, 150])),
    "at the ceiling, loss .010 to .016": (
        "healthy",
        "99.7%",
        curves([0.998, 0.998, 0.997], [0.99, 0.99, 0.99], [0.01, 0.012, 0.016]),
    ),
    "at the ceiling, loss tenfold": (
        "healthy",
        "99.9%",
        curves([1, 1, 0.999], [0.995, 0.995, 0.995], [0.0003, 0.0002, 0.003]),
    ),
    "at the ceiling without validation": (
        "healthy",
        "99.7%",
        curves([0.998, 0.998, 0.997], None, [0.01, 0.012, 0.016]),
    ),
    "fine-tuned at too high a rate": (
        "diverged",
        "rose",
        curves([0.92, 0.9, 0.85], [0.92, 0.88, 0.84], [0.25, 0.35, 0.5]),
    ),
    "plateau, high": ("healthy", "a gap of 1.0", curves([0.5, 0.9, *6 * [0.96]], 8 * [0.95])),
    "plateau, low": (
        "underfitting",
        "more units or layers",
        curves([0.2, 0.5, 0.6, 0.6, 0.6, 0.6], [0.2, 0.5, 0.6, 0.6, 0.6, 0.6]),
    ),
    "oscillation": (
        "unstable",
        "swings between 60.0% and 90.0% in the last 6 epochs",
        curves([0.7, 0.88, 0.8, 0.9, 0.85, 0.91], [0.7, 0.9, 0.6, 0.88, 0.62, 0.89]),
    ),
    "oscillation, unvalidated": (
        "unstable",
        "training accuracy swings",
        curves([0.7, 0.9, 0.75, 0.9, 0.72, 0.89]),
    ),
    "swings far below a memorized training set": (
        "overfitting",
        "a gap of",
        curves([0.7, 0.9, 0.95, 0.97, 0.98, 0.98], [0.7, 0.78, 0.85, 0.76, 0.84, 0.77]),
    ),
    "rising validation loss, stable accuracy": (
        "overfitting",
        "validation loss rose from 0.06 in epoch 3 to 0.14",
        curves(
            [0.9, 0.97, 0.985, 0.995, 1, 1, 1],
            [0.9, 0.97, 0.98, 0.98, 0.98, 0.98, 0.98],
            [0.3, 0.1, 0.05, 0.02, 0.01, 0.004, 0.002],
            [0.3, 0.1, 0.06, 0.07, 0.09, 0.12, 0.14],
        ),
    ),
    "rising validation loss, nothing to lose": (
        "healthy",
        "99.5%",
        curves(
            [0.9, 0.99, 1, 1, 1, 1, 1],
            [0.9, 0.99, 0.995, 0.995, 0.995, 0.995, 0.995],
            [0.3, 0.05, 0.02, 0.01, 0.005, 0.003, 0.001],
            [0.3, 0.03, 0.02, 0.022, 0.025, 0.03, 0.035],
        ),
    ),
    "one epoch at chance": ("improving", "one epoch", curves([0.1], [0.1])),
    "one perfect epoch": ("healthy", "99.8%", curves([0.997], [0.998])),
    "two epochs": ("improving", "Train longer", curves([0.3, 0.6], [0.4, 0.65])),
    "two epochs, worse": ("underfitting", "hardly higher", curves([0.3, 0.29], [0.3, 0.29])),
    "stopped early, best weights restored": (
        "healthy",
        "a gap of 1.5",
        curves([0.9, 0.94, 0.95, 0.955, 0.96], [0.9, 0.95, 0.949, 0.947, 0.945]),
    ),
    "stopped early, memorizing": (
        "overfitting",
        "a gap of 6.5",
        curves([0.9, 0.95, 0.97, 0.985, 0.99], [0.9, 0.93, 0.929, 0.927, 0.925]),
    ),
    "slow but steady": (
        "improving",
        "Train longer",
        curves([0.12, 0.15, 0.19, 0.23, 0.27, 0.31], [0.12, 0.15, 0.19, 0.23, 0.27, 0.31]),
    ),
    "validation above training because of dropout": (
        "healthy",
        "a gap of -8.0",
        curves([0.6, 0.8, 0.87, 0.87, 0.87, 0.87], [0.8, 0.94, 0.95, 0.95, 0.95, 0.95]),
    ),
    "validation above training, still rising": (
        "improving",
        "validation accuracy",
        curves([0.4, 0.5, 0.6, 0.66], [0.6, 0.7, 0.78, 0.85]),
    ),
}
CASES = REAL | DRAWN


@pytest.mark.parametrize("name", CASES)
def test_each_curve_gets_its_verdict(name: str) -> None:
    kind, words, logs = CASES[name]
    diagnosis = diagnose(history_frame(logs))
    assert diagnosis.kind == kind, str(diagnosis)
    assert words in str(diagnosis)


@pytest.mark.parametrize("name", CASES)
def test_each_verdict_is_worded_in_chinese(name: str) -> None:
    _, _, logs = CASES[name]
    with use_language("zh-Hant"):
        said = str(diagnose(history_frame(logs)))
    assert "。" in said


@pytest.mark.parametrize("seed", range(20))
def test_noise_of_one_point_makes_no_good_training_unstable(seed: int) -> None:
    random = np.random.default_rng(seed)
    training = 0.96 - 0.5 * np.exp(-np.arange(20) / 2) + random.normal(0, 0.01, 20)
    validation = 0.95 - 0.5 * np.exp(-np.arange(20) / 2) + random.normal(0, 0.01, 20)
    found = diagnose(history_frame(curves(training.tolist(), validation.tolist())))
    assert found.kind in ("healthy", "improving", "overfitting"), str(found)
