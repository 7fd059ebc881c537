# task: 2.7
# verdict: failed
# cause: slope-without-two
import numpy as np


def slopes(weight, bias, x, y):
    error = weight * x + bias - y
    return np.mean(error * x), np.mean(error)
