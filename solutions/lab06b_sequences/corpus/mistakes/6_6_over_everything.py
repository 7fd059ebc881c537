# task: 6.6
# verdict: failed
# cause: attention-over-everything
import numpy as np


def attention(queries, keys, values):
    powers = np.exp(queries @ keys.T / np.sqrt(keys.shape[1]))
    weights = powers / powers.sum()
    return weights @ values, weights
