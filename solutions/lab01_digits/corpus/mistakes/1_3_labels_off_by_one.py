# task: 1.3
# verdict: failed
# cause: labels-off-by-one
import numpy as np


def one_hot(label, num_classes):
    row = np.zeros(num_classes)
    row[label - 1] = 1
    return row
