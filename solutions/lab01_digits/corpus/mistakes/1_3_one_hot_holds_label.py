# task: 1.3
# verdict: failed
# cause: one-hot-holds-label
import numpy as np


def one_hot(label, num_classes):
    row = np.zeros(num_classes)
    row[label] = label
    return row
