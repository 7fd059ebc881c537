# attack: returns a view of one number that claims to have 2**40
# task: 3a.4
# verdict: out of memory

import numpy as np


def output_size(size, kernel_size, stride, padding):
    return np.broadcast_to(np.float64(1), (2**40,))
