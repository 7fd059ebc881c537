# task: 2.7
# verdict: failed
# cause: slope-summed
import numpy as np


def slopes(weight, bias, x, y):
    error = weight * x + bias - y
    return np.sum(2 * error * x), np.sum(2 * error)
