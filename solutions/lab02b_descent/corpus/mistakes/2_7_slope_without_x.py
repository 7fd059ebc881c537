# task: 2.7
# verdict: failed
# cause: slope-without-x
import numpy as np


def slopes(weight, bias, x, y):
    error = weight * x + bias - y
    return np.mean(2 * error), np.mean(2 * error)
