# task: 6.6
# verdict: failed
# cause: attention-clipped
import numpy as np


def attention(queries, keys, values):
    scores = np.clip(queries @ keys.T / np.sqrt(keys.shape[1]), -50, 50)
    powers = np.exp(scores)
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ values, weights
