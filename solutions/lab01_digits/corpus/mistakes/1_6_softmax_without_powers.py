# task: 1.6
# verdict: failed
# cause: softmax-without-powers
import numpy as np


def softmax(scores):
    return scores / np.sum(scores)
