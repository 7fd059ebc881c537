# task: 1.6
# verdict: failed
# cause: softmax-of-maximum
import numpy as np


def softmax(scores):
    return np.exp(scores) / np.max(np.exp(scores))
