# task: 2.2
# verdict: failed
# cause: all-zeros
import numpy as np


def encode_labels(labels, num_classes):
    encoded = np.zeros((len(labels), num_classes), dtype="float32")
    for row, label in zip(encoded, labels):
        row[label] == 1
    return encoded
