# task: 2.6
# verdict: failed
# cause: loss-absolute
import numpy as np


def mean_squared_error(weight, bias, x, y):
    error = weight * x + bias - y
    return np.mean(np.abs(error))
