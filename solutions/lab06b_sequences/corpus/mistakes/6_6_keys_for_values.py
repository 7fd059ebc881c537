# task: 6.6
# verdict: failed
# cause: attention-part-shape
import numpy as np


def attention(queries, keys, values):
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ keys, weights
