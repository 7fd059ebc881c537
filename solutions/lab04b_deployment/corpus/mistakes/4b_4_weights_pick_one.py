# task: 4b.4
# verdict: failed
# cause: weights-pick-one
import numpy as np


def area_weights(length, size):
    return np.eye(length)[np.arange(size) * length // size]
