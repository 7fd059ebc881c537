# task: 3a.7
# verdict: failed
# cause: dropout-nothing-dropped+dropout-not-zero
import numpy as np


def dropout(values, rate, rng):
    keep = rng.random(values.shape) >= rate
    return np.where(keep, values / (1 - rate), -values)
