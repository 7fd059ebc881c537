# task: 2.2
# verdict: failed
# cause: one-hot-columns
import numpy as np


def encode_labels(labels, num_classes):
    return (np.arange(num_classes)[:, np.newaxis] == labels).astype("float32")
