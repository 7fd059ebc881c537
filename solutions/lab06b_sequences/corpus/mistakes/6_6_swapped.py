# task: 6.6
# verdict: failed
# cause: attention-swapped
import numpy as np
from scipy.special import softmax


def attention(queries, keys, values):
    weights = softmax(queries @ keys.T / np.sqrt(keys.shape[1]), axis=1)
    return weights, weights @ values
