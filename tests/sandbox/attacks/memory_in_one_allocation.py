# attack: asks for a terabyte at once
# task: 3a.4
# verdict: out of memory

import numpy as np


def output_size(size, kernel_size, stride, padding):
    return np.ones(2**37)
