# task: 1.6
# verdict: failed
# cause: softmax-not-divided
import numpy as np


def softmax(scores):
    return np.exp(scores)
