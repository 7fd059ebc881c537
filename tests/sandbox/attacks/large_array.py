# attack: returns an array larger than there is memory for a copy
# task: 3a.4
# verdict: out of memory
# slow: fills memory

import numpy as np


def output_size(size, kernel_size, stride, padding):
    return np.zeros((2**13, 2**13, 9), np.uint8)
