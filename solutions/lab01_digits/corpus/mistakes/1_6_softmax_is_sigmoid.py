# task: 1.6
# verdict: failed
# cause: softmax-is-sigmoid
import numpy as np


def softmax(scores):
    return 1 / (1 + np.exp(-scores))
