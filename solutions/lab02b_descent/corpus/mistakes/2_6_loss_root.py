# task: 2.6
# verdict: failed
# cause: loss-root
import numpy as np


def mean_squared_error(weight, bias, x, y):
    error = weight * x + bias - y
    return np.sqrt(np.mean(error**2))
