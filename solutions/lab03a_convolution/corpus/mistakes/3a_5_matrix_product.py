# task: 3a.5
# verdict: failed
# cause: matrix-product
import numpy as np


def neuron(window, weights, bias):
    return np.maximum(0, np.dot(window, weights) + bias)
