# task: 3a.5
# verdict: failed
# cause: bias-every-pixel
import numpy as np


def neuron(window, weights, bias):
    return max(0.0, np.sum(window * weights + bias))
