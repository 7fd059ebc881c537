# task: 4b.4
# verdict: failed
# cause: weights-whole-pixels
import numpy as np


def area_weights(length, size):
    weights = np.zeros((size, length))
    for row in range(size):
        first, last = row * length // size, (row + 1) * length // size
        weights[row, first:last] = 1 / max(last - first, 1)
    return weights
