# task: 6.6
# verdict: failed
# cause: attention-of-queries
import numpy as np
from scipy.special import softmax


def attention(queries, keys, values):
    weights = softmax(keys @ keys.T / np.sqrt(keys.shape[1]), axis=1)
    return weights @ values, weights
