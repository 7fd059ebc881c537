# task: 3a.5
# verdict: failed
# cause: bias-missing
import numpy as np


def neuron(window, weights, bias):
    return max(0.0, float(np.sum(window * weights)))
