# task: 2.2
# verdict: failed
# cause: wrong-dtype
import numpy as np


def encode_labels(labels, num_classes):
    return np.eye(num_classes, dtype=int)[labels]
