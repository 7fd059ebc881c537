# attack: returns an array of 32 GB, none of it touched
# task: 3a.4
# verdict: out of memory

import numpy as np


def output_size(size, kernel_size, stride, padding):
    return np.zeros((2**16, 2**16))
