# attack: fills more memory than there may be, a block at a time, as fast as it can
# task: 3a.4
# verdict: out of memory
# slow: fills memory

import numpy as np


def output_size(size, kernel_size, stride, padding):
    taken = []
    while True:
        taken.append(np.ones(2**22))
