# task: 6.6
# verdict: failed
# cause: attention-without-softmax
import numpy as np


def attention(queries, keys, values):
    weights = queries @ keys.T / np.sqrt(keys.shape[1])
    return weights @ values, weights
