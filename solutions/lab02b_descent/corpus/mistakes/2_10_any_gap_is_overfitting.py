# task: 2.10
# verdict: partly passed
# cause: curves-gap-too-small
import numpy as np


def diagnose_curves(history):
    curves = history.history
    loss, training, validation = curves["loss"], curves["accuracy"], curves["val_accuracy"]
    if not np.isfinite(loss[-1]) or loss[-1] > loss[0]:
        return "diverged"
    if training[-1] - validation[-1] > 0:
        return "overfitting"
    if validation[-1] - validation[-4] > 0.015:
        return "improving"
    return "underfitting" if training[-1] < 0.8 else "healthy"
