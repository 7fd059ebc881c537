# task: 6.6
# verdict: failed
# cause: attention-scaled-by-d
from scipy.special import softmax


def attention(queries, keys, values):
    weights = softmax(queries @ keys.T / keys.shape[1], axis=1)
    return weights @ values, weights
