# task: 3a.5
# verdict: failed
# cause: relu-cut-off
import numpy as np


def neuron(window, weights, bias):
    return min(6, max(0, np.sum(window * weights) + bias))
