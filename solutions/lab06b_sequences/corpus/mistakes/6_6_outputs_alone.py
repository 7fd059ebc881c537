# task: 6.6
# verdict: failed
# cause: attention-not-a-pair
import numpy as np
from scipy.special import softmax


def attention(queries, keys, values):
    return softmax(queries @ keys.T / np.sqrt(keys.shape[1]), axis=1) @ values
