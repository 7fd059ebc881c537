# task: 2.5
# verdict: failed
# cause: gap-every-epoch
import numpy as np


def generalization_gap(history):
    return np.array(history.history["accuracy"]) - np.array(history.history["val_accuracy"])
