# attack: returns an array of shape () where a pair is asked for
# task: 6.6
# verdict: failed

import numpy as np


def attention(queries, keys, values):
    return np.array(-1.0)
