# task: 3a.5
# verdict: failed
# cause: sigmoid-not-relu
import numpy as np


def neuron(window, weights, bias):
    return 1 / (1 + np.exp(-np.sum(window * weights) - bias))
