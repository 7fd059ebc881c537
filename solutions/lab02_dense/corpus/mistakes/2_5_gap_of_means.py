# task: 2.5
# verdict: failed
# cause: gap-of-means
import numpy as np


def generalization_gap(history):
    return np.mean(history.history["accuracy"]) - np.mean(history.history["val_accuracy"])
