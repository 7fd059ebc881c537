# task: 3a.5
# verdict: failed
# cause: relu-missing
import numpy as np


def neuron(window, weights, bias):
    return float(np.sum(window * weights) + bias)
