# task: 6.6
# verdict: failed
# cause: attention-not-signed
import numpy as np


def attention(queries, keys, values):
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    powers = np.exp(-abs(scores))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ values, weights
