# task: 6.6
# verdict: failed
# cause: attention-overflow
import numpy as np


def attention(queries, keys, values):
    powers = np.exp(queries @ keys.T / np.sqrt(keys.shape[1]))
    weights = np.nan_to_num(powers / powers.sum(axis=1, keepdims=True))
    return weights @ values, weights
