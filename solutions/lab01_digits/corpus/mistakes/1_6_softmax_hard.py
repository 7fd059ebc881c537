# task: 1.6
# verdict: failed
# cause: softmax-hard
import numpy as np


def softmax(scores):
    return (scores == np.max(scores)).astype(float)
