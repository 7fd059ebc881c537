# task: 3a.6
# verdict: failed
# cause: pool-stride-one
import numpy as np


def max_pool(image, size):
    return np.lib.stride_tricks.sliding_window_view(image, (size, size)).max(axis=(2, 3))
