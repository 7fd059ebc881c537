# task: 3a.7
# verdict: failed
# cause: dropout-rng-ignored
import numpy as np


def dropout(values, rate, rng):
    keep = np.random.random(values.shape) >= rate
    return values * keep / (1 - rate)
