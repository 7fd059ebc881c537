# task: 2.10
# verdict: failed
# cause: nothing-returned
import numpy as np


def diagnose_curves(history):
    curves = history.history
    loss, training, validation = curves["loss"], curves["accuracy"], curves["val_accuracy"]
    if training[-1] - validation[-1] > 0.04:
        print("overfitting")
