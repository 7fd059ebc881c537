# task: 6.6
# verdict: failed
# cause: attention-takes-best
import numpy as np


def attention(queries, keys, values):
    weights = np.eye(len(keys))[np.argmax(queries @ keys.T, axis=1)]
    return weights @ values, weights
