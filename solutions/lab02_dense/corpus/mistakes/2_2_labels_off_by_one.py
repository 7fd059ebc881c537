# task: 2.2
# verdict: failed
# cause: labels-off-by-one
import numpy as np


def encode_labels(labels, num_classes):
    return np.eye(num_classes, dtype="float32")[labels - 1]
