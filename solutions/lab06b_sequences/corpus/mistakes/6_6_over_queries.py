# task: 6.6
# verdict: failed
# cause: attention-over-queries
import numpy as np


def attention(queries, keys, values):
    powers = np.exp(queries @ keys.T / np.sqrt(keys.shape[1]))
    weights = powers / powers.sum(axis=0)
    return weights @ values, weights
