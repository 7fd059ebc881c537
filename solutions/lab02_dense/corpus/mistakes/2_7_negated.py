# task: 2.7
# verdict: failed
# cause: negated
import numpy as np


def slopes(weight, bias, x, y):
    error = weight * x + bias - y
    return -np.mean(2 * error * x), -np.mean(2 * error)
