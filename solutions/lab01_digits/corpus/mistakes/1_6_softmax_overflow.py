# task: 1.6
# verdict: failed
# cause: softmax-overflow
import numpy as np


def softmax(scores):
    return np.exp(scores) / np.sum(np.exp(scores))
