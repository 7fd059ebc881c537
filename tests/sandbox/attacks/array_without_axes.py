# attack: returns an array of shape ()
# task: 3a.4
# verdict: failed

import numpy as np


def output_size(size, kernel_size, stride, padding):
    return np.array(-1.0)
