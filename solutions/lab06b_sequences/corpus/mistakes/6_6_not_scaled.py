# task: 6.6
# verdict: failed
# cause: attention-not-scaled
from scipy.special import softmax


def attention(queries, keys, values):
    weights = softmax(queries @ keys.T, axis=1)
    return weights @ values, weights
