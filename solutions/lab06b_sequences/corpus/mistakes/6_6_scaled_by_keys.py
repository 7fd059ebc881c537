# task: 6.6
# verdict: failed
# cause: attention-scaled-by-keys
import numpy as np
from scipy.special import softmax


def attention(queries, keys, values):
    weights = softmax(queries @ keys.T / np.sqrt(len(keys)), axis=1)
    return weights @ values, weights
